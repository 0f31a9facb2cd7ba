package dev.freshet.ingest.parse.html;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** The language that highlighters write into a class: on the element, within it, or around it. */
final class CodeLanguage {
  private static final Pattern CLASS =
      Pattern.compile("\\b(?:language|lang|highlight-source|brush:)[-\\s]?([\\w+#.]{1,20})");

  private CodeLanguage() {}

  static String of(Element pre) {
    String found = of(pre.className());
    Element code = pre.selectFirst("code");
    if (found.isEmpty() && code != null) {
      found = of(code.className());
    }
    if (found.isEmpty() && pre.parent() != null) {
      found = of(pre.parent().className());
    }
    return found;
  }

  private static String of(String className) {
    Matcher matcher = CLASS.matcher(className);
    return matcher.find() ? matcher.group(1) : "";
  }
}
