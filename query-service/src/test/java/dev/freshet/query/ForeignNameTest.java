package dev.freshet.query;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A page of another site that points its own name here is not served (DNS rebinding). */
class ForeignNameTest {
  @Test
  @Timeout(20)
  void withoutKeys_anothersNameIsRefused_andOnesOwnIsServed() throws IOException {
    try (var running = RunningService.ready()) {
      assertThat(answer(running.service.port(), "evil.example")).startsWith("HTTP/1.1 403 ");
      assertThat(answer(running.service.port(), "localhost")).startsWith("HTTP/1.1 200 ");
    }
  }

  private static String answer(int port, String host) throws IOException {
    String request =
        "GET /v1/freshness HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      // To the end: the service closes the connection as it was asked to.
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }
}
