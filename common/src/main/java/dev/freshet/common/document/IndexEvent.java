package dev.freshet.common.document;

import dev.freshet.common.failure.Failure;
import java.util.List;
import java.util.Optional;

/**
 * What the index job tells: that a record came out at the end, and how. One for every published
 * record, in the order of its source partition.
 *
 * @param origin which document and version, and the time each stage took
 * @param state how it ended
 * @param input the last position of the index job's input partition that is applied whole; readers
 *     read as of it
 * @param metadata what is known about the document; {@link Metadata#NONE} where it was not read
 * @param passages how many of its passages are retrievable now; 0 unless indexed
 * @param embedded how many of them were embedded for this version
 * @param reused how many vectors were taken over
 * @param failure why it died; present if and only if the state is dead
 * @param notices what of it could not be read although the rest could, one sentence each
 * @param signals what was measured of its quality
 * @param sketch of its wording; empty where it is not indexed, or was not sketched
 * @param after an input position of another partition that has to count before this event does:
 *     there the version that this one ended had begun; empty where it began in the same partition
 */
public record IndexEvent(
    Origin origin,
    DocumentState state,
    Position input,
    Metadata metadata,
    int passages,
    int embedded,
    int reused,
    Optional<Failure> failure,
    List<String> notices,
    List<Signal> signals,
    Optional<Sketch> sketch,
    Optional<Position> after) {

  /** One of a document that was read whole, or not at all, over nothing of another partition. */
  public IndexEvent(
      Origin origin,
      DocumentState state,
      Position input,
      Metadata metadata,
      int passages,
      int embedded,
      int reused,
      Optional<Failure> failure) {
    this(
        origin,
        state,
        input,
        metadata,
        passages,
        embedded,
        reused,
        failure,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * @throws IllegalArgumentException when state and failure disagree
   */
  public IndexEvent {
    notices = List.copyOf(notices);
    signals = List.copyOf(signals);
    if (failure.isPresent() != (state == DocumentState.DEAD)) {
      throw new IllegalArgumentException("a failure belongs to a dead document and to no other");
    }
  }
}
