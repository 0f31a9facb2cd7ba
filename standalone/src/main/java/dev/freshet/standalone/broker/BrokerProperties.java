package dev.freshet.standalone.broker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Kafka's settings for one small node; sources: Kafka 4.3's documentation and measurement. */
final class BrokerProperties {
  static final int NODE = 1;
  static final String CONTROLLER = "CONTROLLER";

  /** Kafka's own marks: that the folder has been used, and that it was left in order. */
  private static final String METADATA = "__cluster_metadata-0";

  private static final String CLEAN = ".kafka_cleanshutdown";

  private BrokerProperties() {}

  static Properties of(BrokerSettings settings, Path directory, int controllerPort) {
    var properties = new Properties();
    node(properties, settings.port(), directory, controllerPort);
    footprint(properties);
    internalTopics(properties);
    sizes(properties, settings.maxMessageBytes());
    return properties;
  }

  private static void node(Properties to, int port, Path directory, int controllerPort) {
    String controller = "127.0.0.1:" + controllerPort;
    set(to, "process.roles", "broker,controller");
    set(to, "node.id", NODE);
    set(to, "controller.quorum.voters", NODE + "@" + controller);
    set(to, "controller.listener.names", CONTROLLER);
    set(to, "listeners", "PLAINTEXT://127.0.0.1:" + port + "," + CONTROLLER + "://" + controller);
    set(to, "advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    set(to, "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    set(to, "inter.broker.listener.name", "PLAINTEXT");
    set(to, "log.dirs", directory);
    set(to, "auto.create.topics.enable", false);
    set(to, "broker.session.timeout.ms", sessionMillis(directory));
    set(to, "broker.heartbeat.interval.ms", 200);
    set(to, "group.initial.rebalance.delay.ms", 0);
    set(to, "group.min.session.timeout.ms", 1_000);
  }

  /**
   * How long this only broker may be silent before its own controller takes all partitions from it.
   * On a busy machine a second goes by easily, and then everything stands still; so it is long. Not
   * after kill -9: then the old session must run out before the broker may register again.
   */
  private static int sessionMillis(Path directory) {
    boolean killed =
        Files.exists(directory.resolve(METADATA)) && !Files.exists(directory.resolve(CLEAN));
    return killed ? 2_000 : 10_000;
  }

  private static void footprint(Properties to) {
    set(to, "num.network.threads", 1);
    set(to, "num.io.threads", 2);
    set(to, "background.threads", 2);
    set(to, "num.recovery.threads.per.data.dir", 2);
    set(to, "log.cleaner.threads", 1);
    set(to, "log.cleaner.dedupe.buffer.size", 4 << 20);
    set(to, "log.cleaner.io.buffer.size", 512 << 10);
    set(to, "metric.reporters", "");
  }

  private static void internalTopics(Properties to) {
    set(to, "offsets.topic.num.partitions", 1);
    set(to, "offsets.topic.replication.factor", 1);
    set(to, "transaction.state.log.num.partitions", 1);
    set(to, "transaction.state.log.replication.factor", 1);
    set(to, "transaction.state.log.min.isr", 1);
    set(to, "share.coordinator.state.topic.num.partitions", 1);
    set(to, "share.coordinator.state.topic.replication.factor", 1);
    set(to, "share.coordinator.state.topic.min.isr", 1);
    set(to, "default.replication.factor", 1);
    set(to, "min.insync.replicas", 1);
  }

  private static void sizes(Properties to, long maxMessageBytes) {
    set(to, "message.max.bytes", maxMessageBytes);
    set(to, "replica.fetch.max.bytes", maxMessageBytes);
    set(to, "socket.request.max.bytes", maxMessageBytes + (4 << 20));
  }

  private static void set(Properties to, String key, Object value) {
    to.setProperty(key, String.valueOf(value));
  }
}
