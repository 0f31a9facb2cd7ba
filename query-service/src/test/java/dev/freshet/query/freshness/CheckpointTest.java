package dev.freshet.query.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import dev.freshet.common.store.CatalogueEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  private static final Instant START = Instant.parse("2026-07-01T12:00:00Z");
  private static final Duration RETENTION = Duration.ofSeconds(60);
  private static final List<LogPartition> DOCUMENTS =
      List.of(new LogPartition("documents", 0), new LogPartition("documents", 1));
  private static final List<LogPartition> INPUTS =
      List.of(
          new LogPartition("embedded.g", 0),
          new LogPartition("embedded.g", 1),
          new LogPartition("embedded.g.slow", 0));
  private static final DocumentState[] STATES = DocumentState.values();

  /** An event and where it stands in {@code index-events}: each input has a partition there. */
  private record Told(Position at, IndexEvent event) {}

  /** Somebody who reads records, and the catalogue, which outlives it. */
  private static final class Reader {
    private final Map<DocumentIdentity, CatalogueEntry> catalogue;
    private final Map<LogPartition, Long> next = new HashMap<>();
    private final History history = new History(RETENTION);
    private final Watermarks watermarks;

    Reader(Map<DocumentIdentity, CatalogueEntry> catalogue) {
      this.catalogue = catalogue;
      this.watermarks =
          new Watermarks(identity -> Optional.ofNullable(catalogue.get(identity)), history);
    }

    /** One that goes on from a checkpoint. */
    Reader(Map<DocumentIdentity, CatalogueEntry> catalogue, String checkpoint) {
      this(catalogue);
      Optional<Checkpoint> kept = CheckpointCodec.decode(checkpoint);
      kept.ifPresent(watermarks::restore);
      kept.ifPresent(k -> next.putAll(k.next()));
    }

    void read(Told record) {
      if (next.getOrDefault(record.at().log(), 0L) > record.at().offset()) {
        return;
      }
      IndexEvent event = record.event();
      DocumentIdentity identity = event.origin().identity();
      catalogue.merge(
          identity, CatalogueEntry.of(identity).after(event), (entry, _) -> entry.after(event));
      watermarks.observe(event);
      watermarks.publish();
      next.put(record.at().log(), record.at().offset() + 1);
    }

    Optional<Checkpoint> checkpoint() {
      return watermarks.checkpoint(next);
    }
  }

  /** Versions of a few documents come out of three inputs, some after others of another input. */
  private static List<Told> events(Random random) {
    List<List<Told>> byInput = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Map<LogPartition, Long> versions = new HashMap<>();
    Instant now = START;
    for (int i = 0; i < 400; i++) {
      now = now.plusMillis(random.nextInt(600));
      int input = random.nextInt(INPUTS.size());
      int document = random.nextInt(12);
      LogPartition source = DOCUMENTS.get(document % 2);
      Position version = source.at(versions.merge(source, 1L, Long::sum));
      int other = random.nextInt(INPUTS.size());
      Optional<Position> after =
          other == input || byInput.get(other).isEmpty() || random.nextInt(5) > 0
              ? Optional.empty()
              : Optional.of(byInput.get(other).getLast().event().input());
      List<Told> mine = byInput.get(input);
      Position at = new Position("index-events", input, mine.size());
      mine.add(
          new Told(
              at,
              Events.told(
                  "d" + document,
                  version,
                  now,
                  STATES[random.nextInt(STATES.length)],
                  INPUTS.get(input).at(mine.size()),
                  after)));
    }
    return mixed(byInput, random);
  }

  /** In the order of each, but of several in any. */
  private static List<Told> mixed(List<List<Told>> each, Random random) {
    List<List<Told>> left = new ArrayList<>(each.stream().map(ArrayList::new).toList());
    List<Told> all = new ArrayList<>();
    while (!left.isEmpty()) {
      List<Told> one = left.get(random.nextInt(left.size()));
      int some = Math.min(one.size(), 1 + random.nextInt(8));
      all.addAll(one.subList(0, some));
      one.subList(0, some).clear();
      left.removeIf(List::isEmpty);
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void restartedAgainAndAgain_itKnowsWhatOneKnowsThatReadAll(int seed) {
    Random random = new Random(seed);
    List<Told> records = events(random);
    Reader whole = new Reader(new HashMap<>());
    Reader restarted = new Reader(new HashMap<>());
    String checkpoint = "";
    int restarts = 0;
    for (int i = 0; i < records.size(); i++) {
      whole.read(records.get(i));
      restarted.read(records.get(i));
      if (random.nextInt(9) == 0) {
        checkpoint = restarted.checkpoint().map(CheckpointCodec::encode).orElse(checkpoint);
      }
      if (random.nextInt(40) == 0) {
        restarted = new Reader(restarted.catalogue, checkpoint);
        records.subList(0, i + 1).forEach(restarted::read);
        restarts++;
      }
    }

    assertThat(restarts).isPositive();
    assertThat(restarted.watermarks.state()).isEqualTo(whole.watermarks.state());
    Checkpoint is = restarted.checkpoint().orElseThrow();
    Checkpoint wanted = whole.checkpoint().orElseThrow();
    // Read twice, a document may have begun to wait in another order.
    assertThat(is.later()).containsExactlyInAnyOrderElementsOf(wanted.later());
    assertThat(is)
        .usingRecursiveComparison()
        .ignoringFields("later")
        .withStrictTypeChecking()
        .isEqualTo(wanted);
  }

  @Test
  void decoded_itIsWhatWasEncoded() {
    Reader reader = new Reader(new HashMap<>());
    events(new Random(9)).forEach(reader::read);
    Checkpoint checkpoint = reader.checkpoint().orElseThrow();

    assertThat(CheckpointCodec.decode(CheckpointCodec.encode(checkpoint))).contains(checkpoint);
    assertThat(checkpoint.later()).as("something waits").isNotEmpty();
    assertThat(checkpoint.former().spans()).as("more than one").hasSizeGreaterThan(1);
    assertThat(checkpoint.former().forgotten().inputs()).as("some is forgotten").isNotEmpty();
  }

  @Test
  void whileAnEventWaitsForAnotherOne_thereIsNone() {
    Reader reader = new Reader(new HashMap<>());
    Optional<Position> after = Optional.of(INPUTS.get(1).at(0));
    reader.read(
        new Told(
            new Position("index-events", 0, 0),
            Events.told(
                "a",
                DOCUMENTS.get(0).at(0),
                START,
                DocumentState.INDEXED,
                INPUTS.get(0).at(0),
                after)));
    assertThat(reader.checkpoint()).isEmpty();
  }

  @Test
  void ofNothing_orOfAnotherFormat_orNoneAtAll_nothingIsRead() {
    assertThat(CheckpointCodec.decode("")).isEmpty();
    assertThat(CheckpointCodec.decode("{\"format\":2}")).isEmpty();
    assertThat(CheckpointCodec.decode("{\"format\":1,\"next\":[7,1]}")).isEmpty();
  }
}
