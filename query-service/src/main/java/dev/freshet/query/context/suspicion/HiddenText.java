package dev.freshet.query.context.suspicion;

/**
 * Characters that a person does not see and a model reads: tags (U+E0000 to U+E007F), selectors in
 * a row, directions turned round, joiners between Latin letters. (Unicode Technical Report 36,
 * "Unicode Security Considerations".)
 */
final class HiddenText implements Rule {
  /** Emoji need one or two selectors at a time. */
  private static final int SELECTORS_IN_A_ROW = 4;

  private static final int JOINERS = 3;

  @Override
  public String name() {
    return "hidden-text";
  }

  @Override
  public String reason() {
    return "It holds characters that people do not see and models read.";
  }

  @Override
  public boolean in(Reading text) {
    String raw = text.raw();
    int selectors = 0;
    int joiners = 0;
    int before = ' ';
    for (int i = 0; i < raw.length(); ) {
      int c = raw.codePointAt(i);
      selectors = isSelector(c) ? selectors + 1 : 0;
      joiners += isJoiner(c) && isLatin(before) ? 1 : 0;
      if (isTag(c) || isTurn(c) || selectors == SELECTORS_IN_A_ROW || joiners == JOINERS) {
        return true;
      }
      before = c;
      i += Character.charCount(c);
    }
    return false;
  }

  private static boolean isTag(int c) {
    return c >= 0xE0000 && c <= 0xE007F;
  }

  private static boolean isSelector(int c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
  }

  /** Overrides; the marks and isolates that right-to-left writing needs are none. */
  private static boolean isTurn(int c) {
    return c == 0x202D || c == 0x202E;
  }

  private static boolean isJoiner(int c) {
    return c == 0x200B || c == 0x200C || c == 0x200D || c == 0x2060 || c == 0xFEFF;
  }

  private static boolean isLatin(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
