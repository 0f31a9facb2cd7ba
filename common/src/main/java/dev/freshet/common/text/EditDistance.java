package dev.freshet.common.text;

/** How far two words are apart, to tell what somebody probably meant. */
public final class EditDistance {
  private EditDistance() {}

  /**
   * Levenshtein's distance: the fewest letters added, dropped or changed that make one of the
   * other. Takes time and memory in proportion to the product and to one of the lengths.
   *
   * @return 0 for equal texts, at most the longer length
   */
  public static int of(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
