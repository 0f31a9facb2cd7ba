package dev.freshet.query.context.suspicion;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Base64 (RFC 4648) that says, once it is decoded, what another rule finds. */
final class EncodedText implements Rule {
  private static final int SHORTEST = 24;
  private static final int LONGEST = 8192;

  private final List<Rule> rules;

  /**
   * @param rules for what is decoded
   */
  EncodedText(List<Rule> rules) {
    this.rules = rules;
  }

  @Override
  public String name() {
    return "encoded-text";
  }

  @Override
  public String reason() {
    return "It holds an encoded text that tries to instruct the model.";
  }

  @Override
  public boolean in(Reading text) {
    String raw = text.raw();
    StringBuilder decoded = new StringBuilder();
    for (int start = 0; start < raw.length(); ) {
      int end = start;
      while (end < raw.length() && isDigit(raw.charAt(end))) {
        end++;
      }
      if (end - start >= SHORTEST) {
        decode(raw.substring(start, Math.min(end, start + LONGEST)), decoded);
      }
      start = end + 1;
    }
    if (decoded.isEmpty()) {
      return false;
    }
    Reading hidden = new Reading(decoded.toString());
    return rules.stream().anyMatch(rule -> rule.in(hidden));
  }

  /** Adds what is readable; what is none is no Base64 of a text. */
  private static void decode(String digits, StringBuilder out) {
    String whole = digits.substring(0, digits.length() - digits.length() % 4);
    String text = new String(Base64.getDecoder().decode(whole), StandardCharsets.UTF_8);
    boolean readable = text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c != 0xFFFD));
    if (readable) {
      out.append(text).append('\n');
    }
  }

  private static boolean isDigit(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/';
  }
}
