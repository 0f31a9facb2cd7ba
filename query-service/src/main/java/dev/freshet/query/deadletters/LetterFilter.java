package dev.freshet.query.deadletters;

import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Reason;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Spelling;
import dev.freshet.query.exchange.Times;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which letters are meant: those that fit all that is given.
 *
 * @param stage where they died
 * @param reason why
 * @param id of exactly this document
 * @param source published to this topic
 * @param since given up then or later
 * @param until given up before
 */
record LetterFilter(
    Optional<String> stage,
    Optional<String> reason,
    Optional<String> id,
    Optional<String> source,
    Optional<Instant> since,
    Optional<Instant> until) {
  /** The names of its fields. */
  static final List<String> FIELDS = List.of("stage", "reason", "id", "source", "since", "until");

  private static final List<String> STAGES =
      Arrays.stream(Stage.values()).map(Stage::label).toList();
  private static final List<String> REASONS =
      Arrays.stream(Reason.values()).map(Reason::label).toList();

  /**
   * Reads it.
   *
   * @param prefix put before a field's name where a problem names it
   * @param texts a field's text
   * @throws Problem naming the field that is not of its form
   */
  static LetterFilter of(String prefix, Function<String, Optional<String>> texts) {
    return new LetterFilter(
        known("stage", STAGES, prefix, texts),
        known("reason", REASONS, prefix, texts),
        texts.apply("id"),
        texts.apply("source"),
        time("since", prefix, texts),
        time("until", prefix, texts));
  }

  private static Optional<String> known(
      String name, List<String> labels, String prefix, Function<String, Optional<String>> texts) {
    Optional<String> given = texts.apply(name);
    if (given.isPresent() && !labels.contains(given.get())) {
      throw Problem.field(prefix + name, Spelling.unknown(name, given.get(), labels));
    }
    return given;
  }

  private static Optional<Instant> time(
      String name, String prefix, Function<String, Optional<String>> texts) {
    return texts.apply(name).map(text -> Times.read(prefix + name, text));
  }

  /** Whether it means this letter. */
  boolean fits(Letter letter) {
    return stage.map(letter.stage()::equals).orElse(true)
        && reason.map(letter.reason()::equals).orElse(true)
        && id.map(wanted -> letter.id().equals(Optional.of(wanted))).orElse(true)
        && source.map(letter.source()::equals).orElse(true)
        && since.map(time -> !letter.time().isBefore(time)).orElse(true)
        && until.map(letter.time()::isBefore).orElse(true);
  }
}
