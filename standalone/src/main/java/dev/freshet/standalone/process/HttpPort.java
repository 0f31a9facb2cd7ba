package dev.freshet.standalone.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks whether the page's port is free before anything else is started. */
public final class HttpPort {
  private HttpPort() {}

  /**
   * @throws StartRefused when it is not
   */
  public static void requireFree(String host, int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new StartRefused(
          "port "
              + port
              + " on "
              + host
              + " is in use: stop what listens there, or choose another port for the page and the"
              + " API with --http-port",
          e);
    }
  }
}
