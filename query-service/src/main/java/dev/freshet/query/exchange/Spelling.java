package dev.freshet.query.exchange;

import dev.freshet.common.text.EditDistance;
import java.util.List;
import java.util.Locale;

/** Says what is known where something unknown was given, and what was probably meant. */
public final class Spelling {
  private static final int MAX_SHOWN = 64;

  private Spelling() {}

  /**
   * A sentence about an unknown name.
   *
   * @param kind what it should name, such as {@code field}
   * @param known the names there are
   */
  public static String unknown(String kind, String given, List<String> known) {
    String shown = given.length() > MAX_SHOWN ? given.substring(0, MAX_SHOWN) + "…" : given;
    if (known.isEmpty()) {
      return kind + " \"" + shown + "\" is unknown: leave it out, there is none";
    }
    String nearest = known.getFirst();
    int least = Integer.MAX_VALUE;
    for (String name : known) {
      int distance = EditDistance.of(lower(name), lower(shown));
      if (distance < least) {
        least = distance;
        nearest = name;
      }
    }
    boolean close = least <= Math.max(2, shown.length() / 3);
    String fix =
        close
            ? "did you mean \"" + nearest + "\"?"
            : "use " + (known.size() == 1 ? "" : "one of ") + String.join(", ", known);
    return kind + " \"" + shown + "\" is unknown: " + fix;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
