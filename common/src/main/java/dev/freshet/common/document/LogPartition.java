package dev.freshet.common.document;

/**
 * One partition of a Kafka topic: the unit that keeps an order.
 *
 * @param topic the topic
 * @param partition from 0
 */
public record LogPartition(String topic, int partition) {

  /** The place in this partition at an offset. */
  public Position at(long offset) {
    return new Position(topic, partition, offset);
  }

  /**
   * Reads what {@link #toString()} wrote.
   *
   * @throws IllegalArgumentException when the text is not {@code topic-partition}
   */
  public static LogPartition parse(String text) {
    int hyphen = text.lastIndexOf('-');
    if (hyphen <= 0) {
      throw new IllegalArgumentException("not topic-partition: " + text);
    }
    return new LogPartition(
        text.substring(0, hyphen), Integer.parseInt(text.substring(hyphen + 1)));
  }

  @Override
  public String toString() {
    return topic + "-" + partition;
  }
}
