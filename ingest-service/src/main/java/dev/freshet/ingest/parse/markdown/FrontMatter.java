package dev.freshet.ingest.parse.markdown;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands between two lines of three hyphens at the very top of a Markdown file (YAML, as
 * Jekyll began it).
 *
 * @param title empty where there is none
 * @param author empty where there is none
 * @param body the rest of the file
 */
record FrontMatter(String title, String author, String body) {
  private static final Pattern FORM =
      Pattern.compile(
          "\\A---[ \\t]*\\R((?:(?!---|\\.\\.\\.).*\\R){0,500}?)(?:---|\\.\\.\\.)[ \\t]*(?:\\R|\\z)");
  private static final Pattern ENTRY =
      Pattern.compile("(?m)^(title|author):[ \\t]*([\"']?)(.*?)\\2[ \\t]*$");

  static FrontMatter split(String text) {
    Matcher matcher = text.startsWith("---") ? FORM.matcher(text) : null;
    if (matcher == null || !matcher.find() || !matcher.group(1).contains(":")) {
      return new FrontMatter("", "", text);
    }
    String title = "";
    String author = "";
    Matcher entries = ENTRY.matcher(matcher.group(1));
    while (entries.find()) {
      if (entries.group(1).equals("title")) {
        title = entries.group(3);
      } else {
        author = entries.group(3);
      }
    }
    return new FrontMatter(title, author, text.substring(matcher.end()));
  }
}
