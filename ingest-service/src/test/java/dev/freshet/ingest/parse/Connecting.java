package dev.freshet.ingest.parse;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.StringJoiner;

/** Tries every way out that Java has. */
final class Connecting {
  private Connecting() {}

  private interface Way {
    void go() throws IOException, InterruptedException;
  }

  /** The ways that work, by name. */
  static String to(String host, int port) {
    StringJoiner open = new StringJoiner(" ");
    URI address = URI.create("http://" + host + ":" + port + "/");
    attempt(open, "url", () -> address.toURL().openStream().close());
    attempt(open, "channel", () -> SocketChannel.open(new InetSocketAddress(host, port)).close());
    attempt(open, "client", () -> client(address));
    attempt(open, "name", () -> InetAddress.getAllByName("example.org"));
    attempt(open, "socket", () -> new Socket(host, port).close());
    attempt(open, "datagram", () -> datagram(host, port));
    return open.toString();
  }

  private static void client(URI address) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(
          HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2)).build(),
          HttpResponse.BodyHandlers.discarding());
    }
  }

  private static void datagram(String host, int port) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(new byte[1], 1, new InetSocketAddress(host, port)));
    }
  }

  private static void attempt(StringJoiner open, String name, Way way) {
    try {
      way.go();
      open.add(name);
    } catch (IOException | RuntimeException | Error _) {
      // Closed, as it should be.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
