package dev.freshet.standalone.apart;

import dev.freshet.common.failure.Outage;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** The Kafka cluster, as far as a service asks for it itself. */
final class Cluster {
  private static final long ANSWER_SECONDS = 10;

  private Cluster() {}

  /**
   * Its id.
   *
   * @throws Outage where it does not answer, or does not let the caller in
   */
  static String id(Map<String, Object> clients) {
    try (Admin admin = Admin.create(clients)) {
      return admin.describeCluster().clusterId().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new Outage("kafka", String.valueOf(e.getCause().getMessage()), e.getCause());
    } catch (TimeoutException e) {
      throw new Outage("kafka", "no answer from " + clients.get("bootstrap.servers"), e);
    } catch (KafkaException e) {
      // No name of a broker is known yet, for example.
      throw new Outage("kafka", said(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Outage("kafka", "was not waited for", e);
    }
  }

  private static String said(KafkaException e) {
    return e.getCause() == null
        ? e.getMessage()
        : e.getMessage() + ": " + e.getCause().getMessage();
  }
}
