package dev.freshet.standalone.diagnosis;

/** Texts of bounded length. */
final class Texts {
  private Texts() {}

  /** The beginning of a text, with a word where it was cut. */
  static String cut(String text, int most) {
    return text.length() <= most
        ? text
        : text.substring(0, most)
            + "\n… cut here: "
            + (text.length() - most)
            + " characters more\n";
  }

  /** The end of a text, with a word where it was cut. */
  static String end(String text, int most) {
    return text.length() <= most
        ? text
        : "… "
            + (text.length() - most)
            + " characters before\n"
            + text.substring(text.length() - most);
  }
}
