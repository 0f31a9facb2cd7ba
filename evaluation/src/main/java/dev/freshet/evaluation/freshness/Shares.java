package dev.freshet.evaluation.freshness;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** How often each arm was right, outdated, or had nothing. */
record Shares(List<Asked> asked) {
  Shares {
    asked = List.copyOf(asked);
  }

  /** Those of one age alone. */
  Shares of(Age age) {
    return which(one -> one.question().age() == age);
  }

  private Shares which(Predicate<Asked> which) {
    return new Shares(asked.stream().filter(which).toList());
  }

  /** 0 to 1; 0 where nothing was asked. */
  double share(Arm arm, Verdict verdict) {
    return asked.stream()
        .mapToDouble(one -> one.verdicts().get(arm) == verdict ? 1 : 0)
        .average()
        .orElse(0);
  }

  /** The same by day (UTC), the days in which something was asked. */
  SequencedMap<LocalDate, Shares> byDay() {
    SequencedMap<LocalDate, Shares> days = new TreeMap<>();
    for (Asked one : asked) {
      LocalDate day = day(one.question().at());
      days.computeIfAbsent(day, d -> which(o -> day(o.question().at()).equals(d)));
    }
    return days;
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
