package dev.freshet.common.document;

/**
 * A place in a Kafka log. Of a source topic it names a version of a document; its text is the
 * freshness token.
 *
 * @param topic the topic
 * @param partition from 0
 * @param offset from 0
 */
public record Position(String topic, int partition, long offset) {

  /**
   * @throws IllegalArgumentException when partition or offset is negative or the topic is empty
   */
  public Position {
    if (topic.isEmpty() || partition < 0 || offset < 0) {
      throw new IllegalArgumentException(
          "not a position: " + topic + "-" + partition + "@" + offset);
    }
  }

  /** {@code topic-partition@offset}. */
  public String token() {
    return topic + "-" + partition + "@" + offset;
  }

  /** {@code topic-partition}: the partition this place is in. */
  public LogPartition log() {
    return new LogPartition(topic, partition);
  }

  /**
   * Reads a token.
   *
   * @throws IllegalArgumentException when the text is not {@code topic-partition@offset}
   */
  public static Position parse(String token) {
    int at = token.lastIndexOf('@');
    if (at > 0) {
      try {
        return LogPartition.parse(token.substring(0, at))
            .at(Long.parseLong(token.substring(at + 1)));
      } catch (IllegalArgumentException _) {
        throw notAToken(token);
      }
    }
    throw notAToken(token);
  }

  private static IllegalArgumentException notAToken(String token) {
    return new IllegalArgumentException("not topic-partition@offset: " + token);
  }

  @Override
  public String toString() {
    return token();
  }
}
