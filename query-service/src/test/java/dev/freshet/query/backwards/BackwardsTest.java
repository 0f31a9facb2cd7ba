package dev.freshet.query.backwards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freshet.common.document.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BackwardsTest {
  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

  private final FakeLog log = new FakeLog();

  /** Letters in memory; some offsets may have none. Runs out of time after so many reads. */
  private static final class FakeLog implements TopicLog<Letter> {
    private final Map<Integer, NavigableMap<Long, Letter>> letters = new TreeMap<>();
    private final Map<Integer, Range> ranges = new TreeMap<>();
    private long bytesRead;
    private int readsLeft = Integer.MAX_VALUE;

    void add(int partition, long offset, long seconds, int bytes) {
      letters
          .computeIfAbsent(partition, _ -> new TreeMap<>())
          .put(offset, letter(partition, offset, seconds, bytes));
      ranges.merge(
          partition, new Range(0, offset + 1), (a, b) -> new Range(0, Math.max(a.end(), b.end())));
    }

    @Override
    public String topic() {
      return "letters";
    }

    @Override
    public boolean exists() {
      return true;
    }

    @Override
    public <F> TopicLog<F> other(
        String topic, Deadline deadline, Function<ConsumerRecord<byte[], byte[]>, F> entry) {
      throw new AssertionError("one topic is enough here");
    }

    @Override
    public Map<Integer, Range> ranges() {
      return ranges;
    }

    @Override
    public Map<Integer, Range> since(Instant time, Map<Integer, Range> all) {
      return all;
    }

    @Override
    public List<Letter> read(int partition, long from, long to) {
      if (readsLeft-- <= 0) {
        throw new OutOfTime();
      }
      List<Letter> read =
          List.copyOf(letters.get(partition).subMap(from, true, to, false).values());
      bytesRead += read.stream().mapToLong(Letter::weight).sum();
      return read;
    }

    @Override
    public Optional<ConsumerRecord<byte[], byte[]>> record(Position position) {
      return Optional.empty();
    }
  }

  private record Letter(Position position, Instant time, long weight) implements Entry {}

  private static Letter letter(int partition, long offset, long seconds, int bytes) {
    return new Letter(new Position("letters", partition, offset), THEN.plusSeconds(seconds), bytes);
  }

  private Backwards<Letter> reader(Optional<Bounds> cursor) {
    return new Backwards<>(log, log.ranges(), cursor);
  }

  private static List<Letter> take(Backwards<Letter> letters, int most) {
    List<Letter> taken = new ArrayList<>();
    while (taken.size() < most) {
      Optional<Letter> newest = letters.newest();
      if (newest.isEmpty()) {
        break;
      }
      taken.add(newest.get());
      letters.take(newest.get());
    }
    return taken;
  }

  private static final Comparator<Letter> NEWEST =
      Comparator.comparing(Letter::time)
          .thenComparingInt(letter -> letter.position().partition())
          .reversed();

  /** Three partitions with holes, 500 letters whose times grow within each partition. */
  private List<Letter> fill(Random random) {
    for (int partition = 0; partition < 3; partition++) {
      long offset = 0;
      long seconds = 0;
      for (int i = 0; i < 170; i++) {
        offset += 1 + random.nextInt(20) / 19 * 100;
        seconds += 1 + random.nextInt(5);
        log.add(partition, offset, seconds, 10);
      }
    }
    return log.letters.values().stream().flatMap(l -> l.values().stream()).sorted(NEWEST).toList();
  }

  @Test
  void lettersOfAllPartitions_comeNewestFirst_eachOnce() {
    List<Letter> all = fill(new Random(1));

    assertThat(take(reader(Optional.empty()), 1000)).isEqualTo(all);
  }

  @Test
  void pages_byTheirCursors_giveTheSame_alsoWhileLettersCome() {
    Random random = new Random(2);
    List<Letter> all = fill(random);
    List<Letter> paged = new ArrayList<>();
    Optional<Bounds> cursor = Optional.empty();
    long left;
    do {
      Backwards<Letter> page = reader(cursor);
      paged.addAll(take(page, 1 + random.nextInt(30)));
      cursor = Optional.of(Bounds.parse(page.bounds().text()));
      left = page.left();
      log.add(random.nextInt(3), 1_000_000 + paged.size(), 1_000_000, 10);
      log.add(3, paged.size(), 1_000_000, 10);
    } while (left > 0);

    assertThat(paged).isEqualTo(all);
  }

  @Test
  void timeThatIsOver_losesNoLetter() {
    List<Letter> all = fill(new Random(3));
    List<Letter> paged = new ArrayList<>();
    Optional<Bounds> cursor = Optional.empty();
    long left;
    do {
      Backwards<Letter> page = reader(cursor);
      log.readsLeft = 4;
      try {
        for (Optional<Letter> next = page.newest(); next.isPresent(); next = page.newest()) {
          paged.add(next.get());
          page.take(next.get());
        }
      } catch (TopicLog.OutOfTime _) {
        // The bounds say where to go on.
      }
      cursor = Optional.of(page.bounds());
      left = page.left();
    } while (left > 0);

    assertThat(paged).isEqualTo(all);
  }

  @Test
  void firstReadOutOfTime_leavesTheBounds() {
    fill(new Random(4));
    Backwards<Letter> page = reader(Optional.empty());
    Bounds before = page.bounds();
    log.readsLeft = 0;

    assertThatExceptionOfType(TopicLog.OutOfTime.class).isThrownBy(page::newest);
    assertThat(page.bounds()).isEqualTo(before);
  }

  @Test
  void largeLetters_areReadInSmallPieces() {
    IntStream.range(0, 1000).forEach(i -> log.add(0, i, i, 50_000_000));

    take(reader(Optional.empty()), 40);

    assertThat(log.bytesRead).isLessThan(60 * 50_000_000L);
  }

  @Test
  void left_countsWhatIsNotTaken() {
    IntStream.range(0, 10).forEach(i -> log.add(0, i, i, 1));
    Backwards<Letter> letters = reader(Optional.empty());
    assertThat(letters.left()).isEqualTo(10);
    take(letters, 3);
    assertThat(letters.left()).isEqualTo(7);
    assertThat(letters.bounds().text()).isEqualTo("0.7");
  }
}
