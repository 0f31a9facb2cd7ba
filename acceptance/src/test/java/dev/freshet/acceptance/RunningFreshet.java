package dev.freshet.acceptance;

import dev.freshet.standalone.client.FreshetClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A real {@code freshet up}, or one of the services, in a process of its own. */
final class RunningFreshet implements AutoCloseable {
  private static final Path LAUNCHER = Path.of("..", "freshet").toAbsolutePath().normalize();
  private static final long READY_WITHIN_SECONDS = 180;
  private static final long END_WITHIN_SECONDS = 20;
  private static final long LOOK_EVERY_MILLIS = 500;

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final StringBuilder said = new StringBuilder();
  private final int httpPort;
  private final int kafkaPort;

  private RunningFreshet(Process process, int httpPort, int kafkaPort) {
    this.process = process;
    this.httpPort = httpPort;
    this.kafkaPort = kafkaPort;
    Thread.ofVirtual().start(this::read);
  }

  /** Starts it on free ports. */
  static RunningFreshet start(Path data, String... more) {
    int[] ports = freePorts();
    return start(data, ports[0], ports[1], more);
  }

  static RunningFreshet start(Path data, int httpPort, int kafkaPort, String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "up",
                "--data",
                data.toString(),
                "--http-port",
                Integer.toString(httpPort),
                "--kafka-port",
                Integer.toString(kafkaPort)));
    arguments.addAll(List.of(more));
    return new RunningFreshet(process(arguments), httpPort, kafkaPort);
  }

  /** Starts one of the services on a free port, over the broker at a port. */
  static RunningFreshet service(String name, int kafkaPort, String... more) {
    int httpPort = freePorts()[0];
    var arguments =
        new ArrayList<>(
            List.of(
                name,
                "--http-port",
                Integer.toString(httpPort),
                "--kafka",
                "127.0.0.1:" + kafkaPort));
    arguments.addAll(List.of(more));
    return new RunningFreshet(process(arguments), httpPort, kafkaPort);
  }

  /** {@code ./freshet} with these arguments, a process of its own; errors come with its output. */
  static Process process(List<String> arguments) {
    var command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(arguments);
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("FRESHET_AS_BUILT", "1");
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int[] freePorts() {
    try (var one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new int[] {one.getLocalPort(), two.getLocalPort()};
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (said) {
          said.append(line).append('\n');
        }
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("cannot read its output: " + e);
    }
  }

  /** Waits until it says that it is ready. */
  RunningFreshet awaitReady() throws InterruptedException {
    return awaitSaid("Ready in ");
  }

  /** Waits until its output has a line that holds this. */
  RunningFreshet awaitSaid(String text) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_WITHIN_SECONDS);
    while (true) {
      boolean alive = process.isAlive();
      String line = lines.poll(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      if (line != null && line.contains(text)) {
        return this;
      }
      if (line == null && (!alive || System.nanoTime() > deadline)) {
        throw new AssertionError("it did not say " + text + "; it said:\n" + output());
      }
    }
  }

  FreshetClient client() {
    return new FreshetClient(URI.create(url()), Optional.empty());
  }

  String url() {
    return "http://127.0.0.1:" + httpPort;
  }

  String bootstrap() {
    return "127.0.0.1:" + kafkaPort;
  }

  String output() {
    synchronized (said) {
      return said.toString();
    }
  }

  /** SIGTERM. */
  int stop() throws InterruptedException {
    process.destroy();
    return exitCode();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    exitCode();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(END_WITHIN_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running; it said:\n" + output());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
