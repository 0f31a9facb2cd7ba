package dev.freshet.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * Which dead letters: those that have all of what is given.
 *
 * @param stage where they died, such as {@code parse}
 * @param reason of what, by its name
 * @param id of exactly this document
 * @param source published to this topic
 * @param since given up then or later
 * @param until given up before
 */
public record LetterFilter(
    Optional<String> stage,
    Optional<String> reason,
    Optional<String> id,
    Optional<String> source,
    Optional<Instant> since,
    Optional<Instant> until) {
  /** All of them. */
  public static final LetterFilter ALL =
      new LetterFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** The same of those that died in this stage. */
  public LetterFilter stage(String wanted) {
    return new LetterFilter(Optional.of(wanted), reason, id, source, since, until);
  }

  /** The same of those that died of this. */
  public LetterFilter reason(String wanted) {
    return new LetterFilter(stage, Optional.of(wanted), id, source, since, until);
  }

  /** The same of this document. */
  public LetterFilter id(String wanted) {
    return new LetterFilter(stage, reason, Optional.of(wanted), source, since, until);
  }

  /** The same of this source topic. */
  public LetterFilter source(String wanted) {
    return new LetterFilter(stage, reason, id, Optional.of(wanted), since, until);
  }

  /** The same of those given up in {@code [from, to)}. */
  public LetterFilter between(Instant from, Instant to) {
    return new LetterFilter(stage, reason, id, source, Optional.of(from), Optional.of(to));
  }

  String path(Optional<String> cursor) {
    return new Parameters(DeadLetters.PATH)
        .add("stage", stage)
        .add("reason", reason)
        .add("id", id)
        .add("source", source)
        .add("since", since)
        .add("until", until)
        .add("cursor", cursor)
        .path();
  }

  /** The body of a replay of these. */
  ObjectNode replay() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (equals(ALL)) {
      return body.put("all", true);
    }
    ObjectNode filter = body.putObject("filter");
    stage.ifPresent(value -> filter.put("stage", value));
    reason.ifPresent(value -> filter.put("reason", value));
    id.ifPresent(value -> filter.put("id", value));
    source.ifPresent(value -> filter.put("source", value));
    since.ifPresent(value -> filter.put("since", value.toString()));
    until.ifPresent(value -> filter.put("until", value.toString()));
    return body;
  }
}
