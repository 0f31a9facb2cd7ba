package dev.freshet.query.access;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An issuer's keys, kept for a while. They are asked for again once they are old, and where a token
 * names one that is not among them, for the issuer may have changed its keys; that at most every 30
 * s, for anybody can name a key. One asks, and whoever needs no new key does not wait for it. While
 * the issuer does not answer, what it said last is good for a while longer.
 *
 * <p>Why not the library's own {@code JWKSourceBuilder}: it reads the system's clock, so that none
 * of this could be tested without waiting, and it does not tell an unknown key (401) from an issuer
 * that is away (503).
 */
final class IssuerKeys implements JWKSource<SecurityContext> {
  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

  /** Between two questions that tokens of unknown keys lead to. */
  static final Duration PAUSE = Duration.ofSeconds(30);

  /** Between two questions to an issuer that did not answer. */
  static final Duration RETRY = Duration.ofSeconds(3);

  /** Asks the issuer. */
  @FunctionalInterface
  interface Source {
    /**
     * The keys that it publishes now.
     *
     * @throws IOException where it does not answer
     */
    JWKSet keys() throws IOException, InterruptedException;
  }

  private final Source source;
  private final Duration refresh;
  private final Duration outage;
  private final InstantSource clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile State state = new State(Optional.empty(), Instant.MIN, Instant.MIN, "");

  /**
   * What is known.
   *
   * @param set the keys
   * @param at when the issuer gave them
   * @param asked when it was asked last
   * @param trouble why it did not answer then; empty: it did
   */
  private record State(Optional<JWKSet> set, Instant at, Instant asked, String trouble) {}

  IssuerKeys(Source source, Duration refresh, Duration outage, InstantSource clock) {
    this.source = source;
    this.refresh = refresh;
    this.outage = outage;
    this.clock = clock;
  }

  @Override
  public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
    List<JWK> found = selector.select(current());
    return found.isEmpty() ? selector.select(afterOneMoreQuestion()) : found;
  }

  /**
   * When the issuer gave the keys that count now; asks it for newer ones where these are old.
   *
   * @throws KeySourceException where there are none that may be used
   */
  Instant at() throws KeySourceException {
    var _ = current();
    return state.at();
  }

  private JWKSet current() throws KeySourceException {
    State now = state;
    if (!old(now.at(), refresh)) {
      return usable(now);
    }
    if (now.set().isEmpty() || old(now.at(), outage)) {
      return usable(ask(RETRY));
    }
    if (old(now.asked(), RETRY) && !asking.isLocked()) {
      Thread.ofVirtual().name("issuer-keys").start(() -> ask(RETRY));
    }
    return usable(now);
  }

  /** A key that the issuer may have by now is not unknown as long as it cannot be asked. */
  private JWKSet afterOneMoreQuestion() throws KeySourceException {
    State now = ask(PAUSE);
    if (!now.trouble().isEmpty()) {
      throw new KeySourceException(now.trouble());
    }
    return usable(now);
  }

  /** Why the issuer did not answer when it was asked last. */
  Optional<String> trouble() {
    return Optional.of(state.trouble()).filter(text -> !text.isEmpty());
  }

  private JWKSet usable(State now) throws KeySourceException {
    if (now.set().isEmpty() || old(now.at(), outage)) {
      throw new KeySourceException("no keys: " + now.trouble());
    }
    return now.set().get();
  }

  private boolean old(Instant since, Duration age) {
    return since.equals(Instant.MIN) || !since.plus(age).isAfter(clock.instant());
  }

  /** Asks, unless somebody did within the pause. */
  private State ask(Duration pause) {
    asking.lock();
    try {
      if (old(state.asked(), pause)) {
        state = asked();
      }
      return state;
    } finally {
      asking.unlock();
    }
  }

  private State asked() {
    State before = state;
    Instant now = clock.instant();
    try {
      State after = new State(Optional.of(source.keys()), now, now, "");
      if (!before.trouble().isEmpty() || before.set().isEmpty()) {
        LOG.info("the issuer's keys are read: {} keys", after.set().get().getKeys().size());
      }
      return after;
    } catch (IOException e) {
      if (before.trouble().isEmpty()) {
        LOG.warn("the issuer gives no keys: {}", e.getMessage());
      }
      return new State(before.set(), before.at(), now, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("the issuer's answer could not be read", e);
      return new State(before.set(), before.at(), now, "its answer could not be read");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new State(before.set(), before.at(), now, "interrupted while asking it");
    }
  }
}
