package dev.freshet.query.generations;

/** Another generation serves, or is about to: ask again of that one. Carries no stack. */
final class Moved extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Moved() {
    super("another generation serves", null, false, false);
  }
}
