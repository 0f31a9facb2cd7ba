package dev.freshet.evaluation.bench;

import dev.freshet.standalone.client.FreshetClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A watcher who asks and then reads nothing, on a connection that holds little. */
final class DeafWatcher implements AutoCloseable {
  private static final int RECEIVE_BYTES = 4096;
  private static final int CONNECT_MILLIS = 10_000;
  private static final int READ_MILLIS = 5_000;

  private final Socket socket = new Socket();

  /**
   * @param words what it watches for
   */
  DeafWatcher(URI service, String words) throws IOException {
    socket.setReceiveBufferSize(RECEIVE_BYTES);
    socket.connect(new InetSocketAddress(service.getHost(), service.getPort()), CONNECT_MILLIS);
    String request =
        "GET /v1/watch?mode=sparse&query="
            + FreshetClient.encoded(words)
            + " HTTP/1.1\r\nHost: "
            + service.getAuthority()
            + "\r\nAccept: text/event-stream\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  /** Whether the service has ended the connection: reads what was held back, to its end. */
  boolean cutOff() throws IOException {
    socket.setSoTimeout(READ_MILLIS);
    InputStream in = socket.getInputStream();
    byte[] piece = new byte[65_536];
    try {
      while (in.read(piece) >= 0) {
        // What was pushed before.
      }
      return true;
    } catch (SocketException _) {
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
