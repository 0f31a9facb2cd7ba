package dev.freshet.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server that answers what a test laid out, one after the other, and keeps what it was asked. */
final class FakeServer implements AutoCloseable {
  /** What one request is answered. */
  @FunctionalInterface
  interface Deed {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  /** A request as it came. */
  record Asked(String method, URI uri, com.sun.net.httpserver.Headers headers, String body) {}

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Deed> deeds = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final HttpServer server;

  FakeServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  FreshetClient.Builder client() {
    return FreshetClient.builder(URI.create(url()));
  }

  FakeServer then(Deed deed) {
    deeds.add(deed);
    return this;
  }

  FakeServer then(int status, String body, String... headers) {
    return then(exchange -> send(exchange, status, body, headers));
  }

  /** Events, after which the connection ends. */
  FakeServer thenEvents(String events) {
    return then(200, events, "Content-Type", "text/event-stream");
  }

  /** Says nothing more and keeps the connection, until this is closed. */
  void hold() throws InterruptedException {
    closing.await();
  }

  static void send(HttpExchange exchange, int status, String body, String... headers)
      throws IOException {
    for (int i = 0; i < headers.length; i += 2) {
      exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              exchange.getRequestHeaders(),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      Deed deed = deeds.poll(1, TimeUnit.SECONDS);
      if (deed == null) {
        send(exchange, 418, "");
      } else {
        deed.answer(exchange);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
