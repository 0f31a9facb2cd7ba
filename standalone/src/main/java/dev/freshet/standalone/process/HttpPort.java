package dev.freshet.standalone.process;

import dev.freshet.query.web.WebSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks whether the page's port is free before anything else is started. */
public final class HttpPort {
  private HttpPort() {}

  /**
   * @throws StartRefused when it is not
   */
  public static void requireFree(WebSettings web) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(web.host(), web.port()));
    } catch (IOException e) {
      throw new StartRefused(
          "port "
              + web.port()
              + " on "
              + web.host()
              + " is in use: stop what listens there, or choose another port for the page and the"
              + " API with --http-port",
          e);
    }
  }
}
