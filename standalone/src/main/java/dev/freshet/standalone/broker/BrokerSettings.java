package dev.freshet.standalone.broker;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.util.List;

/**
 * How the embedded broker is reached and what it accepts.
 *
 * @param port on 127.0.0.1
 * @param maxMessageBytes the largest record batch it takes; a document with its headers and the
 *     overhead of a batch must fit
 */
public record BrokerSettings(int port, long maxMessageBytes) {
  /** The port that clients use. */
  public static final Setting<Integer> PORT =
      Setting.integer(
          "kafka.port", 9092, 1, 65_535, "Port of the embedded Kafka broker on 127.0.0.1.");

  /** The largest record batch. */
  public static final Setting<Long> MAX_MESSAGE =
      Setting.size(
          "kafka.max-message",
          "64MiB",
          1 << 20,
          512 << 20,
          "Largest record the embedded broker takes; documents, their headers and what is made of"
              + " them must fit.");

  /** Every setting of this room. */
  public static final List<Setting<?>> ALL = List.of(PORT, MAX_MESSAGE);

  /** Reads them. */
  public static BrokerSettings of(Settings settings) {
    return new BrokerSettings(settings.get(PORT), settings.get(MAX_MESSAGE));
  }
}
