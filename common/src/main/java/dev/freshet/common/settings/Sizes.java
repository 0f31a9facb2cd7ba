package dev.freshet.common.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes as people write them: k, M, G are thousands, Ki, Mi, Gi are 1024s. */
public final class Sizes {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,15})\\s*(|k|M|G|Ki|Mi|Gi)B?", Pattern.CASE_INSENSITIVE);

  private Sizes() {}

  /**
   * Reads {@code 1000}, {@code 512KiB}, {@code 50MB}, {@code 1GiB}.
   *
   * @return bytes
   * @throws IllegalArgumentException when it is none
   */
  public static long parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("give a size such as 512KiB, 50MB or 1GiB");
    }
    long count = Long.parseLong(matcher.group(1));
    long unit =
        switch (matcher.group(2).toLowerCase(java.util.Locale.ROOT)) {
          case "" -> 1;
          case "k" -> 1_000;
          case "m" -> 1_000_000;
          case "g" -> 1_000_000_000;
          case "ki" -> 1 << 10;
          case "mi" -> 1 << 20;
          default -> 1 << 30;
        };
    if (count > Long.MAX_VALUE / unit) {
      throw new IllegalArgumentException("give a size such as 512KiB, 50MB or 1GiB");
    }
    return count * unit;
  }
}
