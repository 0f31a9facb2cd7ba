package dev.freshet.standalone.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.freshet.standalone.client.FreshetClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadTest {
  private record Heard(String path, String filename, String contentType, String body) {}

  private final BlockingQueue<Heard> heard = new ArrayBlockingQueue<>(4);
  @TempDir Path folder;
  private HttpServer server;

  @BeforeEach
  void listen() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          heard.add(
              new Heard(
                  exchange.getRequestURI().getRawPath(),
                  exchange.getRequestHeaders().getFirst("Freshet-Filename"),
                  exchange.getRequestHeaders().getFirst("Content-Type"),
                  new String(body, UTF_8)));
          byte[] answer = "{\"id\":\"x\",\"token\":\"documents-0@7\"}".getBytes(UTF_8);
          exchange.sendResponseHeaders(202, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void nameBeyondAscii_isSentPercentEncoded() throws Exception {
    assertThat(publish("notes/año 2026.md", "año 2026.md"))
        .isEqualTo(
            new Heard(
                "/v1/documents/notes%2Fa%C3%B1o%202026.md",
                "a%C3%B1o%202026.md", "text/markdown", "text"));
  }

  @Test
  void plainName_isSentAsItIs() throws Exception {
    assertThat(publish("report.pdf", "report.pdf"))
        .isEqualTo(new Heard("/v1/documents/report.pdf", "report.pdf", "application/pdf", "text"));
  }

  private Heard publish(String id, String filename) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "text");
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (var client = new FreshetClient(url, Optional.empty())) {
      Map<String, String> headers = Upload.headers(filename);
      assertThat(client.publish(id, Optional.empty(), file, headers)).isEqualTo("documents-0@7");
    }
    return heard.poll(5, TimeUnit.SECONDS);
  }
}
