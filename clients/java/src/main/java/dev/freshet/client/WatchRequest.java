package dev.freshet.client;

import java.util.List;
import java.util.Optional;

/**
 * A standing query. What is left out is the service's default.
 *
 * @param query as of a search
 * @param minScore how well a passage must match
 * @param mode in which lists
 * @param filter what documents must be like
 * @param sources only these source topics; empty: all
 * @param resumeAfter id of the last event seen before; empty: from now on
 */
public record WatchRequest(
    String query,
    Optional<Double> minScore,
    Optional<Mode> mode,
    Optional<Filter> filter,
    List<String> sources,
    Optional<String> resumeAfter) {
  /** Copies the list. */
  public WatchRequest {
    sources = List.copyOf(sources);
  }

  /** From now on, by the service's defaults. */
  public static WatchRequest of(String query) {
    return new WatchRequest(
        query, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());
  }

  /** The same for passages that match at least so well. */
  public WatchRequest minScore(double least) {
    return new WatchRequest(query, Optional.of(least), mode, filter, sources, resumeAfter);
  }

  /** The same in these lists. */
  public WatchRequest mode(Mode lists) {
    return new WatchRequest(query, minScore, Optional.of(lists), filter, sources, resumeAfter);
  }

  /** The same among documents that the filter lets through. */
  public WatchRequest filter(Filter condition) {
    return new WatchRequest(query, minScore, mode, Optional.of(condition), sources, resumeAfter);
  }

  /** The same in these source topics. */
  public WatchRequest sources(String... topics) {
    return new WatchRequest(query, minScore, mode, filter, List.of(topics), resumeAfter);
  }

  /** The same from behind an event that was seen before, also by another program. */
  public WatchRequest resumeAfter(String event) {
    return new WatchRequest(query, minScore, mode, filter, sources, Optional.of(event));
  }

  Call call(Optional<String> lastEvent) {
    Call call =
        Call.get(
                new Parameters("/v1/watch")
                    .add("query", Optional.of(query))
                    .add("minScore", minScore)
                    .add("mode", mode.map(Mode::label))
                    .add("filter", filter.map(Filter::json))
                    .add(
                        "sources",
                        sources.isEmpty()
                            ? Optional.empty()
                            : Optional.of(String.join(",", sources)))
                    .path())
            .header("Accept", "text/event-stream");
    return lastEvent.map(id -> call.header("Last-Event-ID", id)).orElse(call);
  }
}
