package dev.freshet.query.exchange;

import java.util.List;
import java.util.Optional;

/** Reads query parameters strictly: an unknown or repeated one is a problem, never ignored. */
public final class Parameters {
  private final Request request;

  private Parameters(Request request) {
    this.request = request;
  }

  /**
   * The parameters of a request that knows these and no others.
   *
   * @throws Problem naming the first that is unknown or repeated
   */
  public static Parameters of(Request request, List<String> known) {
    request
        .query()
        .forEach(
            (name, values) -> {
              if (!known.contains(name)) {
                throw Problem.field(name, Spelling.unknown("parameter", name, known));
              }
              if (values.size() > 1) {
                throw Problem.field(
                    name, "parameter \"" + name + "\" is given twice: give it once");
              }
            });
    return new Parameters(request);
  }

  /** A parameter's text; empty where it is absent or blank. */
  public Optional<String> text(String name) {
    List<String> values = request.query().getOrDefault(name, List.of());
    return values.isEmpty() || values.getFirst().isBlank()
        ? Optional.empty()
        : Optional.of(values.getFirst());
  }

  /**
   * A whole number.
   *
   * @throws Problem when it is none within bounds
   */
  public int integer(String name, int fallback, int min, int max) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException _) {
      // Told below, like a number out of bounds.
    }
    throw Problem.field(
        name, "parameter \"" + name + "\": give a whole number from " + min + " to " + max);
  }
}
