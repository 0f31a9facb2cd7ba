package dev.freshet.ingest.parse.child;

import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Set;

/**
 * Refuses every connection that a library would open by address: a file has no business outside.
 */
final class NoNetwork {
  private static final Set<String> REFUSED = Set.of("http", "https", "ftp", "mailto");

  private NoNetwork() {}

  static void install() {
    URL.setURLStreamHandlerFactory(protocol -> REFUSED.contains(protocol) ? new Refusing() : null);
  }

  private static final class Refusing extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL address) throws IOException {
      throw new IOException("no network here: " + address.getProtocol());
    }
  }
}
