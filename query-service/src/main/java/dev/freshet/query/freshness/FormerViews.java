package dev.freshet.query.freshness;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Position;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.Catalogue;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.retrieval.Moment;
import dev.freshet.query.retrieval.Past;
import dev.freshet.query.retrieval.View;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Former states, as they are still kept. */
final class FormerViews implements Past {
  private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(1);

  private final History history;
  private final Watermarks watermarks;
  private final Catalogue catalogue;
  private final Duration retention;
  private final UnaryOperator<Access> withheld;
  private final InstantSource clock;

  /**
   * @param retention how long ended passages are kept
   * @param withheld the caller with what is withheld now; refuses before the service is ready
   */
  FormerViews(
      History history,
      Watermarks watermarks,
      Catalogue catalogue,
      Duration retention,
      UnaryOperator<Access> withheld,
      InstantSource clock) {
    this.history = history;
    this.watermarks = watermarks;
    this.catalogue = catalogue;
    this.retention = retention;
    this.withheld = withheld;
    this.clock = clock;
  }

  @Override
  public View at(Moment moment, Access caller) {
    Access access = withheld.apply(caller);
    // Before what is found: so it is no newer than this.
    Watermarks.State state = watermarks.state();
    return switch (moment) {
      case Moment.Time(Instant time) -> {
        requirePast(time);
        yield view(history.at(time), state, access, "at");
      }
      case Moment.Retrievable(Position token) -> {
        if (!state.has(token)) {
          throw Problem.field(
              "at",
              "\"at\" is "
                  + token
                  + ", which is not retrievable: to wait for it, give it as freshness.token");
        }
        yield view(history.having(token), state, access, "at");
      }
      case Moment.Exactly(ReadPoint point) -> again(point, Duration.ZERO, access, "at");
    };
  }

  private void requirePast(Instant time) {
    if (time.isAfter(clock.instant().plus(CLOCK_DIFFERENCE))) {
      throw Problem.field(
          "at", "\"at\" lies in the future: give a time up to now, " + clock.instant());
    }
  }

  @Override
  public View again(ReadPoint point, Duration wait, Access caller) {
    return again(point, wait, withheld.apply(caller), "cursor");
  }

  private View again(ReadPoint point, Duration wait, Access access, String field) {
    Watermarks.State state = await(point, wait);
    if (!state.point().covers(point)) {
      throw Problem.of(
              410,
              "No longer kept",
              "\""
                  + field
                  + "\" is of a state that this service has not: another generation answers now, or"
                  + " the store was built anew; search again")
          .with("field", field);
    }
    return point.covers(state.point())
        ? view(state, access)
        : view(history.of(point), state, access, field);
  }

  private Watermarks.State await(ReadPoint point, Duration wait) {
    try {
      return watermarks.await(s -> s.point().covers(point), Watermarks.nanos(wait));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Problem.of(503, "Stopping", "the service is stopping: ask another, or later");
    }
  }

  private View view(
      Optional<History.Found> found, Watermarks.State state, Access access, String field) {
    Instant now = clock.instant();
    Instant horizon = history.horizon(now);
    boolean kept =
        found
            .filter(one -> one.beyond().map(beyond -> !beyond.isBefore(horizon)).orElse(true))
            .isPresent();
    if (!kept) {
      throw gone(field, horizon);
    }
    History.Found one = found.orElseThrow();
    // What was told but is not shown to readers yet is not shown to these either.
    if (one.state().filter(s -> state.point().covers(s.point())).isEmpty()) {
      return view(state, access);
    }
    History.Former former = one.state().get();
    double age = one.beyond().map(beyond -> seconds(beyond, now)).orElse(0.0);
    return new View(former.point(), Demands.named(former.marks()), age, access);
  }

  private static View view(Watermarks.State state, Access access) {
    return new View(state.point(), Demands.named(state), 0, access);
  }

  private static double seconds(Instant from, Instant to) {
    return Math.max(0, ChronoUnit.MILLIS.between(from, to) / 1000.0);
  }

  private Problem gone(String field, Instant horizon) {
    return Problem.of(
            410,
            "No longer kept",
            "\""
                + field
                + "\" is of a state that is no longer kept: passages that ended stay for "
                + retention.toMillis() / 1000.0
                + " s (index.retention); at "
                + horizon.truncatedTo(ChronoUnit.MILLIS)
                + " or later is kept")
        .with("field", field)
        .with("earliest", horizon.truncatedTo(ChronoUnit.MILLIS).toString());
  }

  @Override
  public boolean shown(DocumentIdentity document, Access caller) {
    return catalogue
        .find(document)
        .filter(
            entry ->
                entry
                    .standing()
                    .map(IndexEvent::state)
                    .filter(DocumentState.INDEXED::equals)
                    .isPresent())
        .filter(entry -> entry.visibleTo(caller))
        .isPresent();
  }
}
