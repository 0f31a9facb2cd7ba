package dev.freshet.query.watch;

import dev.freshet.common.store.Access;
import dev.freshet.query.watch.matching.StandingQuery;
import java.util.Optional;

/**
 * One watch: what is wanted, for whom, how far it is, what it pushed. Changed by the reading it
 * stands in alone.
 */
final class Standing {
  private final Wanted wanted;
  private final Access access;
  private final Sink sink;
  private final Memory memory;
  private StandingQuery query;
  private Positions since = Positions.NONE;
  private Positions from = Positions.NONE;
  private Positions heard = Positions.NONE;
  private Optional<Cursor.Part> within = Optional.empty();

  Standing(Wanted wanted, Access access, Sink sink, StandingQuery query, int remembered) {
    this.wanted = wanted;
    this.access = access;
    this.sink = sink;
    this.query = query;
    this.memory = new Memory(remembered);
  }

  /** Begins, or begins anew: nothing at or before this position is told. */
  void beginAt(Positions point) {
    since = point;
    from = point;
    heard = point;
    within = Optional.empty();
  }

  /**
   * Goes on where a cursor is.
   *
   * @param begin from where on what was pushed is found again
   */
  void resume(Cursor cursor, Positions begin) {
    since = begin;
    from = begin;
    heard = cursor.done();
    within = cursor.within();
  }

  /** Another query has taken its place: the same, embedded by another model. */
  void query(StandingQuery other) {
    query = other;
  }

  /** Everything up to here is done with. */
  void doneUpTo(Positions done) {
    from = from.max(done);
  }

  Wanted wanted() {
    return wanted;
  }

  Access access() {
    return access;
  }

  Sink sink() {
    return sink;
  }

  StandingQuery query() {
    return query;
  }

  Memory memory() {
    return memory;
  }

  /** Where it began. */
  Positions since() {
    return since;
  }

  /** What it has nothing to do with any more. */
  Positions from() {
    return from;
  }

  /** What was told to it before: only remembered, not told again. */
  Positions heard() {
    return heard;
  }

  /** The record that was told in part. */
  Optional<Cursor.Part> within() {
    return within;
  }
}
