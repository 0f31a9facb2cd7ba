package dev.freshet.common.document;

import java.util.ArrayList;
import java.util.List;

/**
 * Where something between the jobs came from: it travels with every record, also with a dead or
 * deleted one, so that a source partition keeps its order and its watermark through every stage.
 *
 * @param identity which document
 * @param version which version of it
 * @param times the stages gone through so far, in order
 * @param parseSpared whether its blocks were known from an earlier parse of the same file
 */
public record Origin(
    DocumentIdentity identity, Version version, List<StageTime> times, boolean parseSpared) {
  /** One whose file was parsed, or never needed to be. */
  public Origin(DocumentIdentity identity, Version version, List<StageTime> times) {
    this(identity, version, times, false);
  }

  /** Copies the list. */
  public Origin {
    times = List.copyOf(times);
  }

  /** This origin with one more stage gone through. */
  public Origin after(StageTime time) {
    List<StageTime> longer = new ArrayList<>(times);
    longer.add(time);
    return new Origin(identity, version, longer, parseSpared);
  }
}
