package dev.freshet.evaluation.faults;

import dev.freshet.evaluation.faults.Answer.Hit;
import dev.freshet.evaluation.faults.Truth.Name;
import dev.freshet.evaluation.faults.Truth.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds an answer against the truth. */
record Check(Truth truth) {
  private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(60);

  /**
   * What is wrong with an answer to a document's own word.
   *
   * @param told the highest offset of the document's partition that an answer given before this
   *     question had told to be retrievable; -1: none
   * @param asked when the question was asked
   * @return violations; empty: nothing
   */
  List<String> violations(Name name, Reader reader, Answer answer, long told, Instant asked)
      throws InterruptedException {
    List<String> wrong = new ArrayList<>();
    // A version may be skipped for a newer one on its way: its position is out, and it never shows.
    Optional<Version> floor =
        truth.upTo(name, told).filter(v -> truth.after(name, v.offset()).isEmpty());
    if (answer.hits().isEmpty()) {
      floor
          .filter(v -> !mayBeAbsent(v, reader, asked))
          .ifPresent(
              v ->
                  wrong.add("lost: " + name + " " + v + " is not found by " + reader.principals()));
      return wrong;
    }
    Set<String> versions = answer.hits().stream().map(Hit::version).collect(Collectors.toSet());
    if (versions.size() > 1) {
      wrong.add("mixed: " + name + " shows versions " + versions);
    }
    for (Hit hit : answer.hits()) {
      if (!hit.id().equals(name.id()) || !hit.text().contains(" of " + reader.tenant() + ",")) {
        wrong.add("foreign: " + reader + " sees " + hit);
      }
    }
    Hit hit = answer.hits().getFirst();
    if (floor.isPresent() && hit.offset() < floor.get().offset()) {
      wrong.add(
          "stale: "
              + name
              + " shows "
              + hit.version()
              + " although "
              + floor.get()
              + " had been told");
    }
    Optional<Version> shown = truth.exactly(name, hit.offset(), ACKNOWLEDGED_WITHIN);
    if (shown.isEmpty()) {
      wrong.add("invented: " + name + " shows " + hit.version() + ", which was never published");
    } else {
      shown(name, reader, answer, shown.get(), asked, wrong);
    }
    return wrong;
  }

  private static void shown(
      Name name, Reader reader, Answer answer, Version shown, Instant asked, List<String> wrong) {
    if (!shown.deed().mayShow(reader, asked)) {
      wrong.add(
          "forbidden, expired or deleted: " + reader.principals() + " sees " + name + " " + shown);
    }
    if (shown.deed() instanceof Deed.Publish(int sections, Set<String> _, Optional<Instant> _)) {
      long ordinals = answer.hits().stream().map(Hit::ordinal).distinct().count();
      if (ordinals != answer.hits().size()) {
        wrong.add("double: " + name + " " + shown + " shows a passage twice: " + answer.hits());
      } else if (ordinals != sections) {
        wrong.add(
            "half: " + name + " " + shown + " shows " + ordinals + " of " + sections + " passages");
      }
    }
  }

  /** It need not be shown to this reader, by one clock or the other. */
  private static boolean mayBeAbsent(Version floor, Reader reader, Instant asked) {
    return !floor.deed().mustShow(reader, Instant.now()) || !floor.deed().mustShow(reader, asked);
  }
}
