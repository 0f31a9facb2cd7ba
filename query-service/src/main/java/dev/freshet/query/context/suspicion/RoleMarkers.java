package dev.freshet.query.context.suspicion;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** {@code <|im_start|>system}: text that plays the frame around a conversation. */
final class RoleMarkers implements Rule {
  private static final List<String> LITERALS =
      List.of(
          "<|im_start|>",
          "<|im_end|>",
          "<|system|>",
          "<|user|>",
          "<|assistant|>",
          "<|endoftext|>",
          "<|eot_id|>",
          "<|start_header_id|>",
          "<|begin_of_text|>",
          "<start_of_turn>",
          "<end_of_turn>",
          "[inst]",
          "[/inst]",
          "<<sys>>",
          "<</sys>>",
          "<system>",
          "</system>",
          "<system_prompt>",
          "[system message]",
          "[system]",
          "(system message)",
          "### system:",
          "### instruction:",
          "\"role\":\"system\"",
          "\"role\": \"system\"");

  /** Who speaks in a conversation with a model. */
  private enum Speaker {
    SYSTEM,
    DEVELOPER,
    HUMAN,
    USER,
    ASSISTANT
  }

  private static final int LONGEST_NAME = 24;

  @Override
  public String name() {
    return "role-marker";
  }

  @Override
  public String reason() {
    return "It imitates the marks by which a model tells its orders from its input.";
  }

  @Override
  public boolean in(Reading text) {
    return text.holdsAny(LITERALS) || dialogue(text.folded());
  }

  /** Lines of at least two speakers, or orders in the system's name. */
  private static boolean dialogue(String text) {
    Set<Speaker> seen = EnumSet.noneOf(Speaker.class);
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      for (Speaker speaker : Speaker.values()) {
        if (speaks(text, start, end, speaker)) {
          seen.add(speaker);
          if (speaker == Speaker.SYSTEM && ordersYou(text, start, end)) {
            return true;
          }
        }
      }
      start = end + 1;
    }
    return seen.contains(Speaker.ASSISTANT) && seen.size() > 1;
  }

  private static boolean speaks(String text, int start, int end, Speaker speaker) {
    int at = start;
    while (at < end && at - start < LONGEST_NAME && !Character.isLetter(text.charAt(at))) {
      at++;
    }
    String name = speaker.name().toLowerCase(java.util.Locale.ROOT);
    int after = at + name.length();
    while (after < end && " *_]>".indexOf(text.charAt(after)) >= 0 && after - at < LONGEST_NAME) {
      after++;
    }
    return text.startsWith(name, at) && after < end && text.charAt(after) == ':';
  }

  private static boolean ordersYou(String text, int start, int end) {
    String line = ' ' + text.substring(start, end) + ' ';
    return line.contains(" you ") || line.contains(" your ") || line.contains(" ignore ");
  }
}
