package dev.freshet.embedders.http;

/** The endpoint answered something that is no answer; asking again may help. */
final class Garbage extends Exception {
  private static final long serialVersionUID = 1L;

  Garbage(String message) {
    super(message);
  }
}
