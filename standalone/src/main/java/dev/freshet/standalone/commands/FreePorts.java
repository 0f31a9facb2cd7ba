package dev.freshet.standalone.commands;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;

/** Two ports that nobody uses right now, so that a rehearsal disturbs nobody. */
final class FreePorts {
  private FreePorts() {}

  static Map<String, String> flags(Path data) {
    try (var http = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var kafka = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Map.of(
          "data", data.toString(),
          "http.port", Integer.toString(http.getLocalPort()),
          "kafka.port", Integer.toString(kafka.getLocalPort()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
