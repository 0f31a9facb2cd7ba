package dev.freshet.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * An answer of server-sent events as it comes. A connection whose other end is gone without a word
 * would be waited on for ever: one that is silent too long is closed, and its reader fails.
 */
final class Stream implements AutoCloseable {
  private final InputStream in;
  private final EventReader reader;
  private final Thread watchdog;
  private final Duration silence;
  private volatile long heard = System.nanoTime();
  private volatile boolean silent;

  Stream(HttpResponse<InputStream> response, Duration silence) {
    this.silence = silence;
    this.in = response.body();
    this.reader = new EventReader(new Heard());
    this.watchdog = Thread.ofVirtual().name("freshet-client-silence").start(this::watch);
  }

  /**
   * The next event; null at the stream's end.
   *
   * @throws IOException where it broke off or was silent too long
   */
  EventReader.Event next() throws IOException {
    try {
      return reader.next();
    } catch (IOException e) {
      if (silent) {
        throw new IOException("nothing came for " + silence, e);
      }
      throw e;
    }
  }

  private void watch() {
    try {
      long left = silence.toNanos();
      while (left > 0) {
        Thread.sleep(Duration.ofNanos(left));
        left = silence.toNanos() - (System.nanoTime() - heard);
      }
      silent = true;
      in.close();
    } catch (InterruptedException _) {
      // The stream was closed: nothing is left to watch.
      Thread.currentThread().interrupt();
    } catch (IOException _) {
      // It is closed all the same.
      silent = true;
    }
  }

  @Override
  public void close() {
    watchdog.interrupt();
    try {
      in.close();
    } catch (IOException _) {
      // Nobody reads it any more.
      silent = false;
    }
  }

  /** Notes each byte that comes. */
  private final class Heard extends InputStream {
    @Override
    public int read() throws IOException {
      int next = in.read();
      heard = System.nanoTime();
      return next;
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
      int read = in.read(bytes, from, most);
      heard = System.nanoTime();
      return read;
    }
  }
}
