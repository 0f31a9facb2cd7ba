package dev.freshet.common.telemetry;

import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.TraceParent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Traces: what happened to one version from its publisher on, and what a query was answered from.
 * Never fails what is traced; safe to use from many threads.
 */
public interface Tracing extends AutoCloseable {
  /** Of how many versions a query tells at most that it was given them. */
  int MOST_GIVEN = 32;

  /** Where nobody traces. */
  Tracing NONE =
      new Tracing() {
        @Override
        public void version(IndexEvent event) {}

        @Override
        public Optional<TraceParent> kept(Origin origin) {
          return Optional.empty();
        }

        @Override
        public boolean keeps(Optional<TraceParent> caller) {
          return false;
        }

        @Override
        public void query(Query query) {}

        @Override
        public void close() {}
      };

  /**
   * What was asked, once it is answered.
   *
   * @param door by which
   * @param id of the query, as the answer and the audit record name it
   * @param began when
   * @param took how long
   * @param status of HTTP
   * @param caller the caller's place in a trace, where one was named
   * @param given the versions of which passages were given, at most {@link #MOST_GIVEN}
   */
  record Query(
      String door,
      String id,
      Instant began,
      Duration took,
      int status,
      Optional<TraceParent> caller,
      List<Origin> given) {
    /** Copies the list. */
    public Query {
      given = List.copyOf(given);
    }
  }

  /**
   * The last word on a version: a span from publishing to it, in the publisher's trace where one
   * was named, and within it one for each stage. What was told before a restart may be told again,
   * under the same ids.
   */
  void version(IndexEvent event);

  /** The span of a version, where its trace is kept. */
  Optional<TraceParent> kept(Origin origin);

  /**
   * Whether a query of this caller is kept, as the caller says, or else by chance: what it was
   * given is looked up for that.
   */
  boolean keeps(Optional<TraceParent> caller);

  /**
   * A query that {@linkplain #keeps is kept}: a span in the caller's trace, or one of its own, that
   * links to the spans of the versions it was given; and in the trace of each of those a span that
   * tells of it.
   */
  void query(Query query);

  /** Sends what waits, for a few seconds at most. */
  @Override
  void close();
}
