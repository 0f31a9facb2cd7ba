package dev.freshet.common.topics;

import dev.freshet.common.document.Lane;
import java.util.Optional;

/**
 * The names of Freshet's own topics. Source topics have any names and no prefix. The bulk lane has
 * topics of its own, so that the lanes share no partition and no thread: docs/decisions/0002.
 *
 * @param prefix such as {@code freshet.}; may be empty
 * @param generation whose index events are told on a topic of their own; empty: they are told on
 *     {@code index-events}, as a data folder's or cluster's first generation's are
 */
public record TopicNames(String prefix, Optional<String> generation) {
  /** The prefix where none is configured. */
  public static final TopicNames DEFAULT = new TopicNames("freshet.");

  /** The names under a prefix, for the first generation. */
  public TopicNames(String prefix) {
    this(prefix, Optional.empty());
  }

  /** The same for a generation that came later. */
  public TopicNames ofLater(String name) {
    return new TopicNames(prefix, Optional.of(name));
  }

  /** Documents read. */
  public String parsed(Lane lane) {
    return prefix + "parsed" + lane.suffix();
  }

  /** Documents embedded, of one generation. */
  public String embedded(String generation, Lane lane) {
    return prefix + "embedded." + generation + lane.suffix();
  }

  /** What became retrievable, deleted, superseded, deferred or dead. */
  public String indexEvents() {
    return prefix + "index-events" + generation.map(name -> "." + name).orElse("");
  }

  /** What could not be read, with its bytes and the reason. */
  public String deadLetters() {
    return prefix + "dead-letters";
  }

  /** Which dead letters were put back or dropped, by their positions. */
  public String deadLetterMarks() {
    return prefix + "dead-letter-marks";
  }

  /** What outran the fast lane. */
  public String slow() {
    return prefix + "documents.slow";
  }

  /** Who may read a document from now on, ahead of its contents. */
  public String permissions() {
    return prefix + "permissions";
  }

  /** Registered watches, and how far they are. */
  public String watches() {
    return prefix + "watches";
  }

  /** Who asked what. */
  public String audit() {
    return prefix + "audit";
  }

  /** What users said of what queries were given. */
  public String feedback() {
    return prefix + "feedback";
  }

  /** Whether a topic between the jobs is the slow lane's. */
  public static boolean isSlow(String topic) {
    return topic.endsWith(Lane.SLOW.suffix());
  }
}
