package dev.freshet.ingest.parse.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands between two lines of three hyphens at the very top of a Markdown file (YAML, as
 * Jekyll began it), unless a blank line follows the first: that is a rule. It is read as text and
 * never as YAML: a file may be hostile.
 *
 * @param title empty where there is none
 * @param author empty where there is none
 * @param facts its other lines, a second title among them, for pages keep what they are about there
 *     too; cut at blank lines, none blank
 * @param body the rest of the file
 */
record FrontMatter(String title, String author, List<String> facts, String body) {
  private static final String TITLE = "title:";
  private static final String AUTHOR = "author:";
  private static final Pattern LINE = Pattern.compile("(.*)(?:\\R|\\z)");

  static FrontMatter split(String text) {
    Matcher lines = LINE.matcher(text);
    if (!lines.lookingAt() || !lines.group(1).stripTrailing().equals("---")) {
      return none(text);
    }
    List<String> inside = new ArrayList<>();
    while (lines.end() < text.length() && lines.region(lines.end(), text.length()).lookingAt()) {
      String line = lines.group(1);
      if (inside.isEmpty() && line.isBlank()) {
        return none(text);
      }
      if (line.startsWith("---") || line.startsWith("...")) {
        boolean ends = line.stripTrailing().length() == 3;
        boolean matter = inside.stream().anyMatch(each -> each.contains(":"));
        return ends && matter ? of(inside, text.substring(lines.end())) : none(text);
      }
      inside.add(line);
    }
    return none(text);
  }

  private static FrontMatter none(String text) {
    return new FrontMatter("", "", List.of(), text);
  }

  private static FrontMatter of(List<String> lines, String body) {
    String title = "";
    String author = "";
    List<String> facts = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : lines) {
      if (title.isEmpty() && line.startsWith(TITLE)) {
        title = value(line.substring(TITLE.length()));
      } else if (author.isEmpty() && line.startsWith(AUTHOR)) {
        author = value(line.substring(AUTHOR.length()));
      } else if (line.isBlank()) {
        close(open, facts);
      } else {
        open.append(line.stripTrailing()).append('\n');
      }
    }
    close(open, facts);
    return new FrontMatter(title, author, facts, body);
  }

  /** Without the quotes around it. */
  private static String value(String text) {
    String bare = text.strip();
    boolean quoted =
        bare.length() > 1
            && (bare.charAt(0) == '"' || bare.charAt(0) == '\'')
            && bare.charAt(bare.length() - 1) == bare.charAt(0);
    return quoted ? bare.substring(1, bare.length() - 1) : bare;
  }

  private static void close(StringBuilder open, List<String> facts) {
    if (!open.isEmpty()) {
      facts.add(open.toString());
      open.setLength(0);
    }
  }
}
