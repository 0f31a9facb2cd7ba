package dev.freshet.common.topics;

import dev.freshet.common.document.Lane;
import java.util.Locale;

/**
 * A topic that documents are published to.
 *
 * @param topic its name
 * @param lane how urgent it is
 */
public record SourceTopic(String topic, Lane lane) {

  /**
   * Reads {@code TOPIC} or {@code TOPIC:live} or {@code TOPIC:bulk}.
   *
   * @throws IllegalArgumentException when it is neither, or no legal topic name
   */
  public static SourceTopic parse(String text) {
    int colon = text.lastIndexOf(':');
    String topic = colon < 0 ? text : text.substring(0, colon);
    if (!topic.matches("[A-Za-z0-9._-]{1,249}") || topic.equals(".") || topic.equals("..")) {
      throw new IllegalArgumentException(
          "source \""
              + text
              + "\": a topic is 1 to 249 letters, digits, dots, underscores or hyphens");
    }
    String lane = colon < 0 ? "live" : text.substring(colon + 1);
    return switch (lane) {
      case "live", "bulk" -> new SourceTopic(topic, Lane.valueOf(lane.toUpperCase(Locale.ROOT)));
      default ->
          throw new IllegalArgumentException(
              "source \"" + text + "\": give TOPIC, TOPIC:live or TOPIC:bulk");
    };
  }

  @Override
  public String toString() {
    return topic + ":" + lane.label();
  }
}
