package dev.freshet.query.audit;

import dev.freshet.common.failure.Outage;
import dev.freshet.query.exchange.Handler;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.retrieval.Trail;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A door of which account is kept.
 *
 * @param door its name
 * @param handler answers
 * @param always whether every request is recorded, or only those that asked something
 * @param traced has it traced too
 * @param patience how long an answer waits for its record; empty: not at all
 */
record Audited(
    String door,
    Handler handler,
    boolean always,
    Traced traced,
    Optional<Duration> patience,
    Account account,
    AuditLog log,
    InstantSource clock)
    implements Handler {
  static final String HEADER = "Freshet-Query-Id";

  @Override
  public Reply handle(Request request) {
    var following = new Following(request);
    try {
      return following.settled(following.trail.follow(() -> handler.handle(request)));
    } catch (Problem e) {
      following.record("done", e.status());
      throw e.withHeader(HEADER, following.id);
    } catch (Recorded e) {
      throw e.outage;
    } catch (Outage e) {
      following.record("done", 503);
      throw e;
    } catch (RuntimeException e) {
      following.record("done", 500);
      throw e;
    }
  }

  /** That a record could not be written is not recorded. */
  private static final class Recorded extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Outage outage;

    Recorded(Outage outage) {
      super(outage.getMessage(), outage, false, false);
      this.outage = outage;
    }
  }

  /** One request. */
  private final class Following {
    private final Request request;
    private final String id = UUID.randomUUID().toString();
    private final Instant time = clock.instant();
    private final long began = System.nanoTime();
    private final Trail trail = new Trail();

    Following(Request request) {
      this.request = request;
    }

    Reply settled(Reply reply) {
      if (!always && trail.notes().tools().isEmpty() && trail.notes().queries().isEmpty()) {
        return reply;
      }
      Map<String, String> headers = new HashMap<>(reply.headers());
      headers.put(HEADER, id);
      return switch (reply.body()) {
        case Reply.Whole whole -> {
          require("done", reply.status());
          yield new Reply(reply.status(), reply.contentType(), headers, whole);
        }
        case Reply.Streamed streamed -> {
          // What will be in it is not known yet; that it is given is recorded before it is.
          if (patience.isPresent()) {
            require("begun", reply.status());
          }
          Reply.Streamed followed = out -> stream(streamed, out, reply.status());
          yield new Reply(reply.status(), reply.contentType(), headers, followed);
        }
      };
    }

    private void stream(Reply.Streamed streamed, OutputStream out, int status) throws IOException {
      boolean whole = false;
      try {
        trail.follow(
            () -> {
              try {
                streamed.to(out);
                return null;
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
        whole = true;
      } catch (UncheckedIOException e) {
        throw e.getCause();
      } finally {
        record(whole ? "done" : "broken off", status);
      }
    }

    private void require(String state, int status) {
      if (patience.isEmpty()) {
        record(state, status);
        return;
      }
      Account.Facts facts = facts(state, status);
      try {
        log.require(id, account.of(facts), patience.get());
      } catch (Outage e) {
        throw new Recorded(e);
      }
      trace(facts);
    }

    void record(String state, int status) {
      Account.Facts facts = facts(state, status);
      var _ = log.add(id, account.of(facts));
      trace(facts);
    }

    /** Once its record is handed over: that counts for more. */
    private void trace(Account.Facts facts) {
      if (!facts.state().equals("begun")) {
        traced.told(request, facts);
      }
    }

    private Account.Facts facts(String state, int status) {
      double millis = Math.round((System.nanoTime() - began) / 10_000.0) / 100.0;
      return new Account.Facts(
          id, time, door, request.caller(), trail.notes(), state, status, millis);
    }
  }
}
