package dev.freshet.ingest.quality;

/**
 * How much of a text is none: what a wrong encoding, a font without a character map or a broken
 * scan leaves. Of the visible characters these count:
 *
 * <ul>
 *   <li>those that the reader lost: replacement and control characters
 *   <li>private use characters, which only a font can tell
 *   <li>words of UTF-8 read as Latin-1: with {@code Ã}, {@code Â}, {@code Ð} or {@code Ñ} before a
 *       sign, or {@code â€}
 *   <li>Latin words of four letters and more without a vowel, of more than 40 letters, or with a
 *       run of five and more of one letter
 * </ul>
 *
 * <p>What has a digit, a slash or the like between its letters is a name or a place and no word. A
 * text of fewer than 50 visible characters says too little.
 */
final class GarbledText {
  private static final int FEWEST_CHARACTERS = 50;
  private static final int LONGEST_RUN = 4;
  private static final int LONGEST_VOWELLESS = 3;
  private static final int LONGEST_WORD = 40;

  /** After it no letters are Latin, but for a few that are rare. */
  private static final int LATIN_END = 0x250;

  private static final String VOWELS = "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿāăąēĕėęěĩīĭįıōŏőœũūŭůűųŷ";

  /** First halves of letters in UTF-8 that was read as Latin-1. */
  private static final String FIRST_HALVES = "ÃÂÐÑ";

  /** What may follow one; in normal form, so a fraction begins with a digit. */
  private static final String SECOND_HALVES = "¡¢£¤¥¦§©«¬®°±µμ¶·»¿⁄123€‚ƒ„†‡ˆ‰Š‹›Œœš“”‘’•–—";

  private final String text;
  private long visible;
  private long bad;

  private GarbledText(String text, int lost) {
    this.text = text;
    this.visible = lost;
    this.bad = lost;
  }

  /**
   * The share of a text that is garbled: 0 to 1.
   *
   * @param lost characters of it that are not in the text
   */
  static double share(String text, int lost) {
    var looked = new GarbledText(text, lost);
    looked.look();
    return looked.visible < FEWEST_CHARACTERS
        ? 0
        : Math.min(1, (double) looked.bad / looked.visible);
  }

  private void look() {
    int from = 0;
    boolean misread = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      if (Character.isWhitespace(c)) {
        word(from, i, misread);
        from = next;
        misread = false;
      } else {
        visible++;
        bad += Character.getType(c) == Character.PRIVATE_USE ? 1 : 0;
        misread |= c > '~' && isMisread(c, next);
      }
      i = next;
    }
    word(from, text.length(), misread);
  }

  private boolean isMisread(int c, int next) {
    char after = next < text.length() ? text.charAt(next) : ' ';
    return (c == 'â' && after == '€')
        || (FIRST_HALVES.indexOf(c) >= 0 && SECOND_HALVES.indexOf(after) >= 0);
  }

  /** Without what stands around it, such as brackets and full stops. */
  private void word(int from, int to, boolean misread) {
    if (misread) {
      bad += to - from;
      return;
    }
    int start = from;
    int end = to;
    while (start < end && !isLatin(text.charAt(start))) {
      start++;
    }
    while (end > start && !isLatin(text.charAt(end - 1))) {
      end--;
    }
    bad += isImprobable(start, end) ? end - start : 0;
  }

  private boolean isImprobable(int start, int end) {
    boolean vowel = false;
    boolean runs = false;
    int run = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (!isLatin(c)) {
        return false;
      }
      vowel |= VOWELS.indexOf(Character.toLowerCase(c)) >= 0;
      run = i > start && c == text.charAt(i - 1) ? run + 1 : 1;
      runs |= run > LONGEST_RUN;
    }
    int length = end - start;
    return runs || length > LONGEST_WORD || (!vowel && length > LONGEST_VOWELLESS);
  }

  private static boolean isLatin(char c) {
    return c < LATIN_END && Character.isLetter(c);
  }
}
