package dev.freshet.query.freshness;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the events read so far have led to, the catalogue aside: with it and the catalogue of the
 * same commit, a start reads only what was told since, however many documents there are.
 *
 * @param next the offset read next, by partition of {@code index-events} and {@code permissions}
 * @param inputs as of what readers read
 * @param marks the last offset that came out, by source partition
 * @param later what the marks have passed and of which nothing is retrievable yet, the oldest
 *     document first
 * @param former where readers read before
 */
record Checkpoint(
    Map<LogPartition, Long> next,
    Map<LogPartition, Long> inputs,
    Map<LogPartition, Long> marks,
    List<Waiting> later,
    Former former) {
  Checkpoint {
    next = Map.copyOf(next);
    inputs = Map.copyOf(inputs);
    marks = Map.copyOf(marks);
    later = List.copyOf(later);
  }

  /** A version still to come, and what was told of it: deferred, or left out for a newer one. */
  record Waiting(DocumentIdentity document, Version version, DocumentState state) {}

  /**
   * What a {@link History} holds.
   *
   * @param forgotten what led to the earliest state that can be read
   * @param spans what led on from there, in order of time
   * @param latest when the last event was told, by input partition
   */
  record Former(Led forgotten, List<Led> spans, Map<LogPartition, Instant> latest) {
    Former {
      spans = List.copyOf(spans);
      latest = Map.copyOf(latest);
    }
  }

  /**
   * What the events of some time led to.
   *
   * @param inputs as of what readers read then
   * @param marks the last offset that had come out, by source partition
   * @param first when the first of them was told
   * @param last when the last of them was told; before {@code first} where there were none
   */
  record Led(
      Map<LogPartition, Long> inputs, Map<LogPartition, Long> marks, Instant first, Instant last) {
    Led {
      inputs = Map.copyOf(inputs);
      marks = Map.copyOf(marks);
    }
  }
}
