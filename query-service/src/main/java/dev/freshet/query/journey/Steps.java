package dev.freshet.query.journey;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.StageTime;
import dev.freshet.common.topics.TopicNames;
import java.util.List;
import java.util.Optional;

/**
 * Finds where on the line a version is: a source partition keeps its order through every stage, so
 * what stands last on a topic between the jobs says how far the job before it is.
 */
final class Steps {
  /** So many older ones of the partition in a row, and it is not there: some step aside. */
  private static final int ENOUGH_OLDER = 32;

  private final Line line;
  private final TopicNames topics;
  private final String generation;

  Steps(Line line, TopicNames topics, String generation) {
    this.line = line;
    this.topics = topics;
    this.generation = generation;
  }

  /** What a topic shows of a version. */
  private static final class Sight {
    private Optional<FlowEntry> own = Optional.empty();
    private boolean looked;
    private boolean passed;
    private int older;

    List<StageTime> times() {
      return own.flatMap(FlowEntry::origin).map(Origin::times).orElse(List.of());
    }
  }

  /** Of a version that its source's watermark has not come to; empty: there was no time to look. */
  Optional<Step> before(Position version, Lane lane) {
    Sight embedded = look(topics.embedded(generation, lane), version, version.log());
    if (embedded.passed) {
      return Optional.of(new Step(Stage.INDEX, lane, embedded.times()));
    }
    Sight parsed = look(topics.parsed(lane), version, version.log());
    if (parsed.passed) {
      return Optional.of(new Step(Stage.EMBED, lane, parsed.times()));
    }
    return embedded.looked && parsed.looked
        ? Optional.of(new Step(Stage.PARSE, lane, List.of()))
        : Optional.empty();
  }

  /**
   * Of a version that was deferred: where its own result is, in the slow lane or in its own. Empty
   * where it was not seen: then it stepped aside and is being worked on, or the look was too short.
   */
  Optional<Step> deferred(Position version, Lane lane) {
    for (Lane in : List.of(Lane.SLOW, lane)) {
      Sight embedded = look(topics.embedded(generation, in), version, version.log());
      if (embedded.own.isPresent()) {
        return Optional.of(new Step(Stage.INDEX, in, embedded.times()));
      }
      Sight parsed = look(topics.parsed(in), version, version.log());
      if (parsed.own.isPresent()) {
        return Optional.of(new Step(Stage.EMBED, in, parsed.times()));
      }
    }
    return look(topics.slow(), version, version.log()).own.isPresent()
        ? Optional.of(new Step(Stage.PARSE, Lane.SLOW, List.of()))
        : Optional.empty();
  }

  private Sight look(String topic, Position version, LogPartition source) {
    Sight sight = new Sight();
    boolean slow = TopicNames.isSlow(topic);
    sight.looked =
        line.between(
            topic,
            source,
            entry -> {
              entry
                  .version()
                  .filter(seen -> seen.log().equals(source))
                  .ifPresent(seen -> note(sight, entry, seen.offset() - version.offset()));
              // The slow lane's come in any order.
              return sight.own.isEmpty() && (slow || sight.older < ENOUGH_OLDER);
            });
    return sight;
  }

  private static void note(Sight sight, FlowEntry entry, long after) {
    sight.passed |= after >= 0;
    sight.older += after < 0 ? 1 : 0;
    if (after == 0 && !entry.standsIn()) {
      sight.own = Optional.of(entry);
    }
  }
}
