package dev.freshet.evaluation.freshness;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** Something at a moment of the replay. */
sealed interface Happening {

  /** By time; at one moment first the night's rebuild, then changes, then questions. */
  Comparator<Happening> ORDER =
      Comparator.comparing(Happening::at).thenComparingInt(Happening::rank);

  /** When. */
  Instant at();

  private int rank() {
    return switch (this) {
      case Midnight _ -> 0;
      case Change _ -> 1;
      case Question _ -> 2;
    };
  }

  /** The nightly index is built anew. */
  record Midnight(Instant at) implements Happening {}

  /**
   * A page changed.
   *
   * @param text empty: it was deleted
   */
  record Change(Instant at, String page, Optional<String> text) implements Happening {}

  /**
   * A question is asked.
   *
   * @param age how long ago its answer moved
   */
  record Question(Instant at, MovedQuestion moved, Age age) implements Happening {}
}
