package dev.freshet.ingest.parse.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands between two lines of three hyphens at the very top of a Markdown file (YAML, as
 * Jekyll began it). It is read as text and never as YAML: a file may be hostile.
 *
 * @param title empty where there is none
 * @param author empty where there is none
 * @param facts its other lines, for pages keep what they are about there too; cut at blank lines,
 *     none blank
 * @param body the rest of the file
 */
record FrontMatter(String title, String author, List<String> facts, String body) {
  private static final Pattern LINE = Pattern.compile("(.*)(?:\\R|\\z)");
  private static final Pattern ENTRY =
      Pattern.compile("(title|author):[ \\t]*([\"']?)(.*?)\\2[ \\t]*");

  static FrontMatter split(String text) {
    Matcher lines = LINE.matcher(text);
    if (!lines.lookingAt() || !lines.group(1).stripTrailing().equals("---")) {
      return none(text);
    }
    List<String> inside = new ArrayList<>();
    while (lines.end() < text.length() && lines.region(lines.end(), text.length()).lookingAt()) {
      String line = lines.group(1);
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
      Matcher entry = ENTRY.matcher(line);
      if (entry.matches()) {
        if (entry.group(1).equals("title")) {
          title = entry.group(3);
        } else {
          author = entry.group(3);
        }
      } else if (line.isBlank()) {
        close(open, facts);
      } else {
        open.append(line.stripTrailing()).append('\n');
      }
    }
    close(open, facts);
    return new FrontMatter(title, author, facts, body);
  }

  private static void close(StringBuilder open, List<String> facts) {
    if (!open.isEmpty()) {
      facts.add(open.toString());
      open.setLength(0);
    }
  }
}
