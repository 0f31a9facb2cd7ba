package dev.freshet.query.deadletters;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freshet.common.document.Position;
import dev.freshet.common.topics.FlowPartition;
import dev.freshet.query.backwards.Readings;
import dev.freshet.query.backwards.TopicLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds a version's open letter by when the version died, in the one partition it can be in. */
final class LetterOfVersion {
  /** So far may a letter's time lie from that of its stage, by clocks and work. */
  private static final Duration BEFORE = Duration.ofSeconds(10);

  private static final Duration AFTER = Duration.ofSeconds(60);

  private LetterOfVersion() {}

  /** Empty where there is none that is not settled. */
  static Optional<Position> find(
      Readings.Reading<Letter> reading,
      Position version,
      Instant died,
      Predicate<Position> settled) {
    List<Position> found = new ArrayList<>();
    new Readings.Reading<>(
            reading.what(), reading.log(), near(reading, version, died), reading.deadline())
        .walk(
            Optional.empty(),
            Optional.empty(),
            JsonNodeFactory.instance.objectNode(),
            letter -> {
              if (letter.version().equals(Optional.of(version))
                  && !settled.test(letter.position())) {
                found.add(letter.position());
              }
              return found.isEmpty();
            });
    return found.stream().findFirst();
  }

  private static Map<Integer, TopicLog.Range> near(
      Readings.Reading<Letter> reading, Position version, Instant died) {
    int partition = FlowPartition.of(version.log(), reading.ranges().size());
    TopicLog.Range range = reading.ranges().get(partition);
    if (range == null) {
      return Map.of();
    }
    var whole = Map.of(partition, range);
    long from = reading.log().since(died.minus(BEFORE), whole).get(partition).begin();
    long to = reading.log().since(died.plus(AFTER), whole).get(partition).begin();
    return Map.of(partition, new TopicLog.Range(from, Math.max(from, to)));
  }
}
