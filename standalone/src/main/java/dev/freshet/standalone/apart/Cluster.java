package dev.freshet.standalone.apart;

import dev.freshet.common.failure.Outage;
import dev.freshet.common.topics.KafkaAnswer;
import dev.freshet.standalone.process.StartRefused;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** The Kafka cluster, as far as a service asks for it itself. */
final class Cluster {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What Kafka's client says where no name of a broker is known; it may be, a little later. */
  private static final String NOT_YET = "No resolvable bootstrap";

  private Cluster() {}

  /**
   * Its id.
   *
   * @throws Outage where it does not answer, or does not let the caller in
   * @throws StartRefused where the settings make no client
   */
  static String id(Map<String, Object> clients) {
    Admin admin = admin(clients);
    try {
      return KafkaAnswer.of(
          admin.describeCluster().clusterId(),
          PATIENCE,
          "no answer from " + clients.get("bootstrap.servers"));
    } finally {
      // Else it waits for the answer that did not come.
      admin.close(Duration.ZERO);
    }
  }

  /**
   * Its admin client; the caller closes it.
   *
   * @throws Outage where no name of a broker is known yet
   * @throws StartRefused where the settings make no client
   */
  static Admin admin(Map<String, Object> clients) {
    try {
      return Admin.create(clients);
    } catch (KafkaException e) {
      String said = said(e);
      if (said.contains(NOT_YET)) {
        throw new Outage("kafka", said, e);
      }
      throw new StartRefused("the settings of Kafka are not right: " + said, e);
    }
  }

  private static String said(KafkaException e) {
    return e.getCause() == null
        ? e.getMessage()
        : e.getMessage() + ": " + e.getCause().getMessage();
  }
}
