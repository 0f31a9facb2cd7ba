package dev.freshet.evaluation.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Takes OTLP over HTTP and forgets it: how often something came is all it knows. */
final class DroppingCollector implements AutoCloseable {
  private final AtomicLong traces = new AtomicLong();
  private final AtomicLong metrics = new AtomicLong();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  DroppingCollector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/traces", exchange -> take(exchange, traces));
    server.createContext("/v1/metrics", exchange -> take(exchange, metrics));
    server.start();
  }

  private static void take(HttpExchange exchange, AtomicLong count) throws IOException {
    try (exchange) {
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      exchange.sendResponseHeaders(200, -1);
      count.incrementAndGet();
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  long traces() {
    return traces.get();
  }

  long metrics() {
    return metrics.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
