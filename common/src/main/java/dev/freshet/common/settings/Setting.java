package dev.freshet.common.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One setting: all that is known about it stands here, and the printed reference is made from it.
 *
 * @param key lower case with dots and dashes; the environment's name is {@link #variable()}
 * @param kind what a value looks like, with unit and bounds, for people
 * @param fallback the value's text where nobody sets it
 * @param secret whether its value must never be printed
 * @param documentation one sentence
 * @param reader text to value; throws IllegalArgumentException saying what to give
 * @param <T> the value
 */
public record Setting<T>(
    String key,
    String kind,
    String fallback,
    boolean secret,
    String documentation,
    Function<String, T> reader) {

  /**
   * The environment variable that overrides it: {@code FRESHET_} and the key in capitals, dots and
   * dashes as underscores.
   */
  public String variable() {
    return "FRESHET_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** A whole number. */
  public static Setting<Integer> integer(
      String key, int fallback, int min, int max, String documentation) {
    return new Setting<>(
        key,
        min + " to " + max,
        Integer.toString(fallback),
        false,
        documentation,
        text -> {
          try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
              return value;
            }
          } catch (NumberFormatException _) {
            // Told below, like a number out of bounds.
          }
          throw new IllegalArgumentException("give a whole number from " + min + " to " + max);
        });
  }

  /** A number with a fraction. */
  public static Setting<Double> decimal(
      String key, double fallback, double min, double max, String documentation) {
    return new Setting<>(
        key,
        min + " to " + max,
        Double.toString(fallback),
        false,
        documentation,
        text -> {
          try {
            double value = Double.parseDouble(text);
            if (value >= min && value <= max) {
              return value;
            }
          } catch (NumberFormatException _) {
            // Told below, like a number out of bounds.
          }
          throw new IllegalArgumentException("give a number from " + min + " to " + max);
        });
  }

  /** A span of time: {@code 250ms}, {@code 2s}, {@code 5m}, {@code 1h} or {@code 7d}. */
  public static Setting<Duration> duration(
      String key, String fallback, Duration min, Duration max, String documentation) {
    String bounds = Durations.text(min) + " to " + Durations.text(max);
    return new Setting<>(
        key,
        "time, " + bounds,
        fallback,
        false,
        documentation,
        text -> {
          Duration value = Durations.parse(text);
          if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException("give a time from " + bounds);
          }
          return value;
        });
  }

  /** A size in bytes: {@code 512KiB}, {@code 50MB}, {@code 1GiB}. */
  public static Setting<Long> size(
      String key, String fallback, long min, long max, String documentation) {
    return new Setting<>(
        key,
        "size, " + min + " to " + max + " bytes",
        fallback,
        false,
        documentation,
        text -> {
          long value = Sizes.parse(text);
          if (value < min || value > max) {
            throw new IllegalArgumentException("give a size from " + min + " to " + max + " bytes");
          }
          return value;
        });
  }

  /** Any text. */
  public static Setting<String> text(String key, String fallback, String documentation) {
    return new Setting<>(key, "text", fallback, false, documentation, Function.identity());
  }

  /**
   * An address of HTTP; empty where none is given.
   *
   * @param example of one
   */
  public static Setting<Optional<URI>> httpAddress(
      String key, String example, String documentation) {
    return new Setting<>(
        key,
        "http or https address, such as " + example,
        "",
        false,
        documentation,
        text -> Optional.of(text).filter(t -> !t.isEmpty()).map(t -> address(t, example)));
  }

  private static URI address(String text, String example) {
    URI uri = URI.create(text);
    if (uri.getHost() == null || uri.getScheme() == null || !uri.getScheme().matches("https?")) {
      throw new IllegalArgumentException("give one such as " + example);
    }
    return uri;
  }

  /** A text that is never printed. */
  public static Setting<String> secret(String key, String documentation) {
    return new Setting<>(key, "text, secret", "", true, documentation, Function.identity());
  }

  /** Yes or no. */
  public static Setting<Boolean> flag(String key, boolean fallback, String documentation) {
    return new Setting<>(
        key,
        "true or false",
        Boolean.toString(fallback),
        false,
        documentation,
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException("give true or false");
            });
  }

  /** One constant of an enum, in lower case with dashes. */
  public static <E extends Enum<E>> Setting<E> choice(
      String key, Class<E> type, E fallback, String documentation) {
    var names = java.util.Arrays.stream(type.getEnumConstants()).map(Setting::dashed).toList();
    return new Setting<>(
        key,
        String.join(" or ", names),
        dashed(fallback),
        false,
        documentation,
        text -> {
          if (!names.contains(text)) {
            throw new IllegalArgumentException("give " + String.join(" or ", names));
          }
          return type.getEnumConstants()[names.indexOf(text)];
        });
  }

  private static String dashed(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
