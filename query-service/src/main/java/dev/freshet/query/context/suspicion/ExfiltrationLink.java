package dev.freshet.query.context.suspicion;

import java.util.List;
import java.util.Locale;

/**
 * {@code ![](https://host/p.png?q=…)}: an image or link whose address has room for what the model
 * knows; whoever shows the answer sends it there.
 */
final class ExfiltrationLink implements Rule {
  private static final int LONGEST_ADDRESS = 2048;
  private static final int LONGEST_LABEL = 200;
  private static final int LEAST_CAPITALS = 4;
  private static final List<String> BEFORE = List.of("](", "src=", "href=", "]:");
  private static final List<String> ROOM =
      List.of("{", "%7b", "<", "%3c", "[", "%5b", "$(", "${", "…", "...", "xxx");
  private static final List<String> NAMES =
      List.of(
          "q",
          "d",
          "data",
          "prompt",
          "chat",
          "history",
          "conversation",
          "secret",
          "secrets",
          "token",
          "leak",
          "exfil",
          "msg",
          "message",
          "payload",
          "content",
          "context",
          "answer",
          "summary",
          "password",
          "key",
          "info");

  @Override
  public String name() {
    return "exfiltration-link";
  }

  @Override
  public String reason() {
    return "It holds an address that would carry what the model knows to somebody else.";
  }

  @Override
  public boolean in(Reading text) {
    return BEFORE.stream().anyMatch(mark -> follows(text.raw(), mark));
  }

  /** Goes on behind each address, so that every character is looked at once. */
  private static boolean follows(String text, String mark) {
    for (int at = text.indexOf(mark); at >= 0; ) {
      int start = at + mark.length();
      while (start < text.length() && " \"<".indexOf(text.charAt(start)) >= 0) {
        start++;
      }
      String address = address(text, start);
      if (suspicious(address, shown(text, at, mark))) {
        return true;
      }
      at = text.indexOf(mark, start + address.length());
    }
    return false;
  }

  /** Whether it is fetched as soon as it is shown, without a click. */
  private static boolean shown(String text, int at, String mark) {
    if (mark.equals("src=")) {
      return true;
    }
    int open = at - 1;
    while (open > 0 && at - open < LONGEST_LABEL && text.charAt(open) != '[') {
      open--;
    }
    return mark.equals("](") && open > 0 && text.charAt(open - 1) == '!';
  }

  private static String address(String text, int start) {
    int end = start;
    while (end < text.length()
        && end - start < LONGEST_ADDRESS
        && " \"\n>".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(start, end);
  }

  private static boolean suspicious(String address, boolean image) {
    if (address.regionMatches(true, 0, "javascript:", 0, 11)) {
      return true;
    }
    int query = address.indexOf('?');
    boolean web = address.regionMatches(true, 0, "http", 0, 4) || address.startsWith("//");
    if (!web || query < 0) {
      return false;
    }
    for (String parameter : address.substring(query + 1).split("&", -1)) {
      int is = parameter.indexOf('=');
      String value = is < 0 ? "" : parameter.substring(is + 1);
      String lower = value.toLowerCase(Locale.ROOT);
      boolean room = is >= 0 && (ROOM.stream().anyMatch(lower::startsWith) || isCapitals(value));
      boolean named =
          is >= 0 && NAMES.contains(parameter.substring(0, is).toLowerCase(Locale.ROOT));
      boolean open = value.isEmpty() || value.startsWith(")");
      if (room || (image && is >= 0 && (named || open))) {
        return true;
      }
    }
    return false;
  }

  /** {@code USER_NAME}: a place to be filled in. */
  private static boolean isCapitals(String value) {
    String word = value.endsWith(")") ? value.substring(0, value.length() - 1) : value;
    return word.length() >= LEAST_CAPITALS
        && word.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || c == '_');
  }
}
