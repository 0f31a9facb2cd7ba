package dev.freshet.stores.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.qdrant.QdrantContainer;

/**
 * A real Qdrant: the one that {@code FRESHET_TEST_QDRANT} names, else one of the {@code qdrant} on
 * the PATH, else one in a container. Where there is none, the test is skipped and says so.
 */
public final class RealQdrant {
  private static final String IMAGE = "qdrant/qdrant:v1.18.3";
  private static final Duration START = Duration.ofSeconds(60);
  private static Optional<String> address;

  private RealQdrant() {}

  /** Its gRPC address, host:port; aborts the test where there is none. */
  public static synchronized String address() {
    if (address == null) {
      address = find();
    }
    Assumptions.assumeTrue(
        address.isPresent(),
        "no Qdrant: set FRESHET_TEST_QDRANT to host:port of one, put qdrant on the PATH, or run"
            + " Docker");
    return address.get();
  }

  private static Optional<String> find() {
    String given = System.getenv("FRESHET_TEST_QDRANT");
    if (given != null && !given.isEmpty()) {
      return Optional.of(given);
    }
    Optional<Path> program =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .map(folder -> Path.of(folder, "qdrant"))
            .filter(Files::isExecutable)
            .findFirst();
    if (program.isPresent()) {
      return Optional.of(started(program.get()));
    }
    return DockerClientFactory.instance().isDockerAvailable()
        ? Optional.of(contained())
        : Optional.empty();
  }

  private static String contained() {
    QdrantContainer container = new QdrantContainer(IMAGE);
    container.start();
    return container.getGrpcHostAddress();
  }

  private static String started(Path program) {
    try {
      Path folder = Files.createTempDirectory("freshet-qdrant");
      Path log = folder.resolve("log");
      int grpc = freePort();
      int http = freePort();
      ProcessBuilder builder =
          new ProcessBuilder(program.toString())
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder
          .environment()
          .putAll(
              Map.of(
                  "QDRANT__SERVICE__HOST",
                  "127.0.0.1",
                  "QDRANT__SERVICE__GRPC_PORT",
                  Integer.toString(grpc),
                  "QDRANT__SERVICE__HTTP_PORT",
                  Integer.toString(http),
                  "QDRANT__TELEMETRY_DISABLED",
                  "true"));
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, folder)));
      awaitReady(URI.create("http://127.0.0.1:" + http + "/readyz"), process, log);
      return "127.0.0.1:" + grpc;
    } catch (IOException e) {
      throw new IllegalStateException("qdrant cannot be started", e);
    }
  }

  private static void end(Process process, Path folder) {
    process.destroyForcibly();
    try (Stream<Path> tree = Files.walk(folder)) {
      process.waitFor();
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("left behind: " + folder + ": " + e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitReady(URI uri, Process process, Path log) throws IOException {
    long deadline = System.nanoTime() + START.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!isReady(client, uri)) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new IllegalStateException("qdrant did not start:\n" + Files.readString(log));
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
  }

  private static boolean isReady(HttpClient client, URI uri) {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(1)).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (IOException _) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
