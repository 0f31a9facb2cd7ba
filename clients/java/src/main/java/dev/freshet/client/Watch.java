package dev.freshet.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A standing query that goes on through broken connections and restarts of the service: it comes
 * back with the id of the last event, waiting longer each time nothing came of it. One thread takes
 * events; any thread may close.
 */
public final class Watch implements AutoCloseable {
  private final Transport transport;
  private final WatchRequest request;
  private final Object lock = new Object();
  private Optional<String> last;
  private Optional<Stream> stream;
  private boolean closed;
  private int failures;
  private Duration asked = Duration.ZERO;

  Watch(Transport transport, WatchRequest request) {
    this.transport = transport;
    this.request = request;
    this.last = request.resumeAfter();
    this.stream = Optional.of(transport.stream(request.call(last)));
  }

  /** The id of the last event, to go on behind it later; empty before one came. */
  public Optional<String> lastEventId() {
    synchronized (lock) {
      return last;
    }
  }

  /**
   * Waits for the next event.
   *
   * @return empty once this is closed
   * @throws FreshetProblem where the service refuses to go on, such as for a key that was withdrawn
   * @throws FreshetUnreachable where the retry policy has one attempt only and the stream broke
   * @throws FreshetInterrupted where the thread was interrupted
   */
  public Optional<WatchEvent> next() {
    while (true) {
      Optional<Stream> open = opened();
      if (open.isEmpty()) {
        return Optional.empty();
      }
      try {
        EventReader.Event event = open.get().next();
        if (event != null && event.name().equals("watching")) {
          noted(event);
          continue;
        }
        if (event != null && !event.name().equals("cut-off")) {
          WatchEvent read = WatchEvent.of(event);
          noted(event);
          return Optional.of(read);
        }
        broke(new FreshetUnreachable("the service ended the watch"));
      } catch (IOException e) {
        if (Thread.interrupted()) {
          throw new FreshetInterrupted(e);
        }
        broke(new FreshetUnreachable("the watch broke off: " + e.getMessage(), e));
      }
    }
  }

  private void noted(EventReader.Event event) {
    synchronized (lock) {
      failures = 0;
      last = event.id().or(() -> last);
    }
  }

  /** The stream, made anew where it broke; empty once this is closed. */
  private Optional<Stream> opened() {
    while (true) {
      synchronized (lock) {
        if (closed || stream.isPresent()) {
          return closed ? Optional.empty() : stream;
        }
      }
      Attempts.pause(wait(failures));
      Optional<Stream> fresh = again();
      synchronized (lock) {
        if (closed) {
          fresh.ifPresent(Stream::close);
          return Optional.empty();
        }
        stream = fresh;
      }
    }
  }

  private Optional<Stream> again() {
    try {
      return Optional.of(transport.streamOnce(request.call(lastEventId())));
    } catch (FreshetUnreachable e) {
      failures++;
      return Optional.empty();
    } catch (FreshetProblem e) {
      if (e.status() < 500 && e.status() != 429) {
        throw e;
      }
      failures++;
      asked = e.retryAfter().orElse(Duration.ZERO);
      return Optional.empty();
    }
  }

  private Duration wait(int times) {
    RetryPolicy policy = transport.settings().retries();
    Duration own = policy.before(Math.max(2, times + 1));
    Duration longer = asked.compareTo(own) > 0 ? asked : own;
    asked = Duration.ZERO;
    return longer.compareTo(policy.longestWait()) > 0 ? policy.longestWait() : longer;
  }

  private void broke(FreshetUnreachable why) {
    synchronized (lock) {
      stream.ifPresent(Stream::close);
      stream = Optional.empty();
      failures++;
      if (!closed && transport.settings().retries().attempts() == 1) {
        throw why;
      }
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      stream.ifPresent(Stream::close);
    }
  }
}
