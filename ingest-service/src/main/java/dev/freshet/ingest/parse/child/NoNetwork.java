package dev.freshet.ingest.parse.child;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;

/**
 * Refuses what Java's libraries would open: connections by address, channels, and names to look up.
 * A file has no business outside. The system's own guard, where there is one, holds for all the
 * rest (see the parent's {@code ChildNetwork}).
 */
final class NoNetwork {
  private static final Set<String> REFUSED = Set.of("http", "https", "ftp", "mailto");

  private NoNetwork() {}

  static void install() {
    URL.setURLStreamHandlerFactory(protocol -> REFUSED.contains(protocol) ? new Refusing() : null);
    System.setProperty("java.nio.channels.spi.SelectorProvider", NoChannels.class.getName());
    // Names are looked up in this file alone, which is not there.
    System.setProperty("jdk.net.hosts.file", "no-hosts");
  }

  private static final class Refusing extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL address) throws IOException {
      throw new IOException("no network here: " + address.getProtocol());
    }
  }

  /** Made by the JDK, by name. */
  public static final class NoChannels extends SelectorProvider {
    /** As the JDK wants it. */
    public NoChannels() {}

    private static IOException refusal() {
      return new IOException("no network here");
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
      throw refusal();
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
      throw refusal();
    }

    @Override
    public Pipe openPipe() throws IOException {
      throw refusal();
    }

    @Override
    public AbstractSelector openSelector() throws IOException {
      throw refusal();
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
      throw refusal();
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
      throw refusal();
    }
  }
}
