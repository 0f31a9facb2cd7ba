package dev.freshet.standalone.commands;

/** How text looks where it is read: colours on a terminal, plain elsewhere. */
record Terminal(boolean interactive) {
  private static final String RESET = "\u001b[0m";

  /** Whether standard output is a terminal that wants colours (see no-color.org). */
  @SuppressWarnings("SystemConsoleNull") // 25 gives null again where there is no terminal
  static Terminal standard() {
    var console = System.console();
    boolean plain = System.getenv("NO_COLOR") != null || "dumb".equals(System.getenv("TERM"));
    return new Terminal(console != null && console.isTerminal() && !plain);
  }

  String bold(String text) {
    return styled("\u001b[1m", text);
  }

  String faint(String text) {
    return styled("\u001b[2m", text);
  }

  String marked(String text) {
    return styled("\u001b[1;33m", text);
  }

  private String styled(String style, String text) {
    return interactive ? style + text + RESET : text;
  }

  /** Without what could steer a terminal: document text is not trusted. */
  static String harmless(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) && c != '\n' && c != '\t' ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
