package dev.freshet.standalone.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real Apache Kafka broker (KRaft, one node) in this process. Its classes are Kafka's production
 * code but no public API: the version is pinned, and nothing else in Freshet touches them.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private final KafkaRaftServer server;
  private static final String META = "meta.properties";

  private final int port;

  private final String cluster;

  private EmbeddedBroker(KafkaRaftServer server, int port, String cluster) {
    this.server = server;
    this.port = port;
    this.cluster = cluster;
  }

  /**
   * Starts and waits until it answers; about a second.
   *
   * @param directory its data, formatted on first use
   * @throws BrokerRefused when the port is busy or the folder cannot be used
   */
  public static EmbeddedBroker start(Path directory, BrokerSettings settings) {
    requireFree(settings.port());
    format(directory);
    var properties = BrokerProperties.of(settings, directory, freePort(settings.port()));
    try {
      var server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
      startOrClose(server);
      return new EmbeddedBroker(server, settings.port(), cluster(directory));
    } catch (RuntimeException e) {
      throw new BrokerRefused(
          "the embedded Kafka broker did not start on its data in "
              + directory
              + ": "
              + rootMessage(e),
          e);
    }
  }

  private static void startOrClose(KafkaRaftServer server) {
    try {
      server.startup();
    } catch (RuntimeException e) {
      server.shutdown();
      throw e;
    }
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  /** What clients connect to: {@code 127.0.0.1:port}. */
  public String bootstrap() {
    return "127.0.0.1:" + port;
  }

  /** The id of this cluster of one, made when the folder was new. */
  public String cluster() {
    return cluster;
  }

  /** Stops cleanly: logs flushed, so that the next start need not recover. Under a second. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void requireFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new BrokerRefused(
          "port "
              + port
              + " on 127.0.0.1 is in use: stop what listens there, or choose another port for the"
              + " Kafka broker with --kafka-port",
          e);
    }
  }

  /** A port for the controller, which only this process talks to. */
  private static int freePort(int besides) {
    try (var first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return first.getLocalPort() == besides ? second.getLocalPort() : first.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String cluster(Path directory) {
    Properties meta = new Properties();
    try (var reader = Files.newBufferedReader(directory.resolve(META))) {
      meta.load(reader);
      return meta.getProperty("cluster.id", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void format(Path directory) {
    if (Files.exists(directory.resolve(META))) {
      return;
    }
    try (var silence =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      Files.createDirectories(directory);
      new Formatter()
          .setPrintStream(silence)
          .setNodeId(BrokerProperties.NODE)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName(BrokerProperties.CONTROLLER)
          .addDirectory(directory.toString())
          .setMetadataLogDirectory(directory.toString())
          .run();
    } catch (Exception e) {
      throw new BrokerRefused(
          "cannot prepare " + directory + " for the Kafka broker: " + rootMessage(e), e);
    }
  }
}
