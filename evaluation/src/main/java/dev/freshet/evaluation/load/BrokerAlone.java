package dev.freshet.evaluation.load;

import dev.freshet.standalone.broker.BrokerSettings;
import dev.freshet.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A broker as Freshet's own, in a process of its own. */
public final class BrokerAlone {
  private static final long LARGEST_RECORD_BYTES = 64 << 20;

  private BrokerAlone() {}

  /**
   * Runs until killed.
   *
   * @param args data folder, port
   */
  public static void main(String[] args) throws InterruptedException {
    EmbeddedBroker.start(
        Path.of(args[0]), new BrokerSettings(Integer.parseInt(args[1]), LARGEST_RECORD_BYTES));
    Thread.currentThread().join();
  }

  /**
   * Starts it with this program's class path; it answers a little later.
   *
   * @param data its folder
   * @param output what it prints is added there
   */
  public static Processes start(Path data, int port, Path output) throws IOException {
    return Processes.start(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            BrokerAlone.class.getName(),
            data.toString(),
            Integer.toString(port)),
        output.toAbsolutePath().getParent(),
        output);
  }

  /** Whether a broker answers on a port. */
  public static boolean answers(int port) {
    try (Admin admin = admin(port)) {
      return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Creates a topic of one partition, like Freshet's sources. */
  public static void createTopic(int port, String topic) {
    try (Admin admin = admin(port)) {
      admin
          .createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.of((short) 1))))
          .all()
          .get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("topic " + topic + " was not created", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Admin admin(int port) {
    return Admin.create(
        Map.of(
            "bootstrap.servers",
            "127.0.0.1:" + port,
            "default.api.timeout.ms",
            5000,
            "request.timeout.ms",
            4000));
  }
}
