package dev.freshet.query.context;

/**
 * How much of a passage's beginning stands at the end of the one before it. Passages overlap by
 * whole sentences, rows or lines, so that only what begins and ends at a blank counts.
 */
final class Overlap {
  private Overlap() {}

  /**
   * The characters at the start of {@code next} that {@code before} ends with. Takes time linear in
   * {@code next} (the failure function of Knuth, Morris and Pratt).
   *
   * @return 0 to the length of {@code next}
   */
  static int of(String before, String next) {
    String tail = before.substring(Math.max(0, before.length() - next.length()));
    int[] failure = failures(next);
    int matched = 0;
    for (int i = 0; i < tail.length(); i++) {
      while (matched > 0 && (matched == next.length() || next.charAt(matched) != tail.charAt(i))) {
        matched = failure[matched - 1];
      }
      matched += next.charAt(matched) == tail.charAt(i) ? 1 : 0;
    }
    while (matched > 0 && !atBlanks(before, next, matched)) {
      matched = failure[matched - 1];
    }
    return matched;
  }

  private static int[] failures(String next) {
    int[] failure = new int[next.length()];
    int matched = 0;
    for (int i = 1; i < next.length(); i++) {
      while (matched > 0 && next.charAt(matched) != next.charAt(i)) {
        matched = failure[matched - 1];
      }
      matched += next.charAt(matched) == next.charAt(i) ? 1 : 0;
      failure[i] = matched;
    }
    return failure;
  }

  private static boolean atBlanks(String before, String next, int matched) {
    boolean begins =
        matched == before.length()
            || Character.isWhitespace(before.charAt(before.length() - matched - 1));
    boolean ends = matched == next.length() || Character.isWhitespace(next.charAt(matched));
    return begins && ends;
  }
}
