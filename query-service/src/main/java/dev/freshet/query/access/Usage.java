package dev.freshet.query.access;

import dev.freshet.query.exchange.Caller;
import dev.freshet.query.exchange.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * What each credential has asked since the start, by the caller's name; a key that is replaced by
 * another of the same name goes on where the old one was. Bounded by the key file and by the number
 * of subjects.
 */
final class Usage {
  /** Names that keys may have had before the file changed, at most. */
  private static final int MOST_KEYS = 20_000;

  private final Limits fallback;
  private final InstantSource clock;
  private final Eldest<String, Allowance> keys = new Eldest<>(MOST_KEYS);
  private final Eldest<String, Allowance> subjects;

  /**
   * How one stands.
   *
   * @param caller whose
   * @param limits that hold for him
   * @param state what he asked
   * @param expires when the key ends
   */
  record Of(Caller caller, Limits limits, Allowance.State state, Optional<Instant> expires) {}

  Usage(Limits fallback, int mostSubjects, InstantSource clock) {
    this.fallback = fallback;
    this.clock = clock;
    this.subjects = new Eldest<>(mostSubjects);
  }

  /**
   * Counts a request.
   *
   * @return the headers that tell how much is left
   * @throws Problem 429 where nothing is
   */
  Map<String, String> take(Key key) {
    return take(key.limits().over(fallback), keys, key.caller());
  }

  /** The same for the holder of a token. */
  Map<String, String> take(Caller subject) {
    return take(fallback, subjects, subject);
  }

  private Map<String, String> take(Limits limits, Eldest<String, Allowance> among, Caller caller) {
    Allowance.State state = allowance(among, caller, limits).take(limits, clock.instant());
    if (!state.taken()) {
      throw RateHeaders.refused(limits, state);
    }
    return RateHeaders.of(limits, state);
  }

  private Allowance allowance(Eldest<String, Allowance> among, Caller caller, Limits limits) {
    return among.get(caller.name(), () -> new Allowance(limits, clock.instant()));
  }

  /** How a key stands. */
  Of of(Key key) {
    Limits limits = key.limits().over(fallback);
    return new Of(
        key.caller(),
        limits,
        allowance(keys, key.caller(), limits).look(limits, clock.instant()),
        key.expires());
  }

  /** How the caller of a request stands, who was let in by one of these keys or by a token. */
  Of of(Caller caller, Collection<Key> all) {
    return all.stream()
        .filter(key -> key.caller().equals(caller))
        .findFirst()
        .map(this::of)
        .orElseGet(
            () ->
                new Of(
                    caller,
                    fallback,
                    allowance(subjects, caller, fallback).look(fallback, clock.instant()),
                    Optional.empty()));
  }

  /** How many subjects are counted. */
  int subjects() {
    return subjects.size();
  }
}
