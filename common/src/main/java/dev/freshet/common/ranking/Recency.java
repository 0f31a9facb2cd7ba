package dev.freshet.common.ranking;

import dev.freshet.common.store.Filter;
import dev.freshet.common.store.FoundPassage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a passage's age does to its place. The age is the asker's time less the time the publisher
 * gave, or less the version's record time where none was given; a time that is still to come is of
 * age 0.
 *
 * @param halfLife after so long the part that decays is halved; empty: nothing decays
 * @param weight how much of the score decays, 0 to 1
 * @param notOlderThan what is older is not given; empty: no bound
 */
public record Recency(Optional<Duration> halfLife, double weight, Optional<Duration> notOlderThan) {
  /** Age plays no part. */
  public static final Recency NONE = new Recency(Optional.empty(), 1, Optional.empty());

  private static final String PUBLISHED = "publishedAt";

  /**
   * @throws IllegalArgumentException when the weight or a duration is out of range
   */
  public Recency {
    if (!(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException("recency weight is " + weight + ": give 0 to 1");
    }
    if (halfLife.filter(d -> !d.isPositive()).isPresent()
        || notOlderThan.filter(d -> !d.isPositive()).isPresent()) {
      throw new IllegalArgumentException("a duration of recency is not positive");
    }
  }

  /** Whether age plays no part, whatever would be its weight. */
  public boolean isNone() {
    return halfLife.isEmpty() && notOlderThan.isEmpty();
  }

  /** When a passage's contents are of. */
  public static Instant time(FoundPassage passage) {
    return passage.metadata().publishedAt().orElse(passage.version().publishedAt());
  }

  /** What the score is multiplied with: {@code 1 - weight + weight * 2^(-age / halfLife)}. */
  public double factor(Instant time, Instant now) {
    if (halfLife.isEmpty()) {
      return 1;
    }
    double age = Math.max(0, seconds(Duration.between(time, now)));
    return 1 - weight + weight * Math.pow(2, -age / seconds(halfLife.get()));
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  /** Whether it is young enough. */
  public boolean admits(Instant time, Instant now) {
    return notOlderThan.map(bound -> !time.isBefore(now.minus(bound))).orElse(true);
  }

  /**
   * As much of the bound as a store can see: a passage whose publisher gave a time that is too old
   * is not admitted, one of which none is known may be.
   */
  public Filter filter(Instant now) {
    return notOlderThan
        .<Filter>map(
            bound ->
                new Filter.Any(
                    List.of(
                        new Filter.TimeRange(
                            PUBLISHED, Optional.of(now.minus(bound)), Optional.empty()),
                        new Filter.Not(new Filter.Exists(PUBLISHED)))))
        .orElse(Filter.EVERYTHING);
  }
}
