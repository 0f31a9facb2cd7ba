package dev.freshet.common.document;

import java.time.Instant;

/**
 * The version of a document: the position of the record that published it, and that record's time.
 *
 * <p>In one partition the higher offset is newer. Where a topic's partition count grew, one key's
 * versions may lie in two partitions: then the later record time is newer, and of equal times the
 * higher partition.
 *
 * @param position where the version was published
 * @param publishedAt the Kafka record's timestamp
 */
public record Version(Position position, Instant publishedAt) {

  /** Whether this version is newer than the other; false for the same version. */
  public boolean supersedes(Version other) {
    if (position.partition() == other.position.partition()) {
      return position.offset() > other.position.offset();
    }
    int byTime = publishedAt.compareTo(other.publishedAt);
    return byTime != 0 ? byTime > 0 : position.partition() > other.position.partition();
  }

  @Override
  public String toString() {
    return position.token();
  }
}
