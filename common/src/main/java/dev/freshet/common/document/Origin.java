package dev.freshet.common.document;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where something between the jobs came from: it travels with every record, also with a dead or
 * deleted one, so that a source partition keeps its order and its watermark through every stage.
 *
 * @param identity which document
 * @param version which version of it
 * @param times the stages gone through so far, in order
 * @param parseSpared whether its blocks were known from an earlier parse of the same file
 * @param publisher the publisher's place in a trace, where one was named
 */
public record Origin(
    DocumentIdentity identity,
    Version version,
    List<StageTime> times,
    boolean parseSpared,
    Optional<TraceParent> publisher) {
  /** One whose file was parsed, or never needed to be, of a publisher who traces nothing. */
  public Origin(DocumentIdentity identity, Version version, List<StageTime> times) {
    this(identity, version, times, false, Optional.empty());
  }

  /** One that no stage has gone through. */
  public Origin(DocumentIdentity identity, Version version, Optional<TraceParent> publisher) {
    this(identity, version, List.of(), false, publisher);
  }

  /** Copies the list. */
  public Origin {
    times = List.copyOf(times);
  }

  /** This origin with one more stage gone through. */
  public Origin after(StageTime time) {
    List<StageTime> longer = new ArrayList<>(times);
    longer.add(time);
    return new Origin(identity, version, longer, parseSpared, publisher);
  }

  /**
   * When the last stage so far was done with it, or, where it has gone through none, when it was
   * published; in microseconds since the epoch.
   */
  public long doneMicros() {
    return times.isEmpty() ? StageTime.micros(version.publishedAt()) : times.getLast().endMicros();
  }

  /** How long it has lain since; never negative, though two machines' clocks may disagree. */
  public Duration waited(Instant now) {
    Instant since = StageTime.instant(doneMicros());
    Duration waited = Duration.between(since, now);
    return waited.isNegative() ? Duration.ZERO : waited;
  }
}
