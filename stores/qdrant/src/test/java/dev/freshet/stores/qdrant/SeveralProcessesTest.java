package dev.freshet.stores.qdrant;

import static dev.freshet.stores.testkit.Samples.ANYONE;
import static dev.freshet.stores.testkit.Samples.document;
import static dev.freshet.stores.testkit.Samples.everything;
import static dev.freshet.stores.testkit.Samples.input;
import static dev.freshet.stores.testkit.Samples.texts;
import static dev.freshet.stores.testkit.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.stores.testkit.RealQdrant;
import dev.freshet.stores.testkit.Samples;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two processes bring versions of the same documents by input partitions of their own, as the live
 * and the slow lane do where services run apart.
 */
class SeveralProcessesTest {
  /** More of them: {@code -Dtest.jvm.arguments=-Dfreshet.histories=500}. */
  private static final int HISTORIES = Integer.getInteger("freshet.histories", 12);

  private static final DocumentIdentity A = document("a");

  private String generation;
  private QdrantSettings settings;

  @BeforeEach
  void connect() {
    generation = UUID.randomUUID().toString();
    settings =
        QdrantSettings.of(
            new Settings(
                Map.of(
                    "qdrant.address", RealQdrant.address(),
                    "qdrant.collections", "freshet-test-",
                    "qdrant.average-terms", "8"),
                Map.of(),
                Map.of()));
  }

  private QdrantPassageStore open() {
    return QdrantPassageStore.open(settings, generation, Samples.DIMENSION, "a cluster");
  }

  private static List<String> seen(QdrantPassageStore store, ReadPoint at) {
    return found(store, at).stream().map(p -> p.passage().text()).sorted().toList();
  }

  private static List<FoundPassage> found(QdrantPassageStore store, ReadPoint at) {
    try (var snapshot = store.searcher().open(at)) {
      return snapshot.fetch(
          snapshot.candidates(everything(ANYONE)).dense().stream().map(c -> c.key()).toList());
    }
  }

  private static ReadPoint at(long live, long slow) {
    return new ReadPoint(Map.of(input(0, 0).log(), live, input(1, 0).log(), slow));
  }

  @Test
  void newerVersion_overtakesAnOlderOneThatIsOnItsWay() {
    try (var live = open();
        var slow = open()) {
      live.writer().replace(A, version(1), texts("one"), input(0, 0));
      live.writer().refresh();
      slow.writer().replace(A, version(2), texts("two"), input(1, 0));
      live.writer().replace(A, version(3), texts("three"), input(0, 1));
      live.writer().refresh();

      assertThatExceptionOfType(Outage.class)
          .isThrownBy(() -> slow.writer().refresh())
          .withMessageContaining("another process changed a meanwhile");
      PassageWriter again = slow.writer().session();
      assertThat(again.head(A).orElseThrow().version()).isEqualTo(version(3));
      again.discard(A, version(2), texts("two"), input(1, 0));
      again.skip(input(1, 0));
      again.refresh();
      assertThat(seen(live, at(0, -1))).containsExactly("one");
      assertThat(seen(live, at(1, -1))).containsExactly("three");
      assertThat(seen(live, at(1, 0))).containsExactly("three");
    }
  }

  @Test
  void olderVersionThatWasQuicker_isEndedByTheNewerOne() {
    try (var live = open();
        var slow = open()) {
      live.writer().replace(A, version(1), texts("one"), input(0, 0));
      live.writer().refresh();
      live.writer().replace(A, version(3), texts("three"), input(0, 1));
      slow.writer().replace(A, version(2), texts("two"), input(1, 0));
      slow.writer().refresh();

      assertThatExceptionOfType(Outage.class).isThrownBy(() -> live.writer().refresh());
      PassageWriter again = live.writer().session();
      again.replace(A, version(3), texts("three"), input(0, 1));
      assertThat(again.head(A).orElseThrow().over()).contains(input(1, 0));
      again.refresh();
      assertThat(seen(live, at(0, 0))).containsExactly("two");
      assertThat(seen(live, at(1, 0))).containsExactly("three");
    }
  }

  /** A process that stood still, and whose partition another one has taken over meanwhile. */
  @Test
  void whatAWriterThatStoodStillBringsLate_isNeverSeen() {
    try (var live = open();
        var frozen = open();
        var successor = open()) {
      frozen.writer().replace(A, version(1), texts("one"), input(1, 0));
      live.writer().replace(A, version(2), texts("two"), input(0, 0));
      live.writer().refresh();
      successor.writer().discard(A, version(1), texts("one"), input(1, 0));
      successor.writer().skip(input(1, 0));
      successor.writer().refresh();
      assertThatExceptionOfType(Outage.class).isThrownBy(() -> frozen.writer().refresh());
      assertThat(seen(live, at(0, 0))).containsExactly("two");
    }
  }

  @Test
  void firstVersionsOfADocument_atTheSameMoment_oneStands() {
    try (var live = open();
        var slow = open()) {
      live.writer().replace(A, version(2), texts("two"), input(0, 0));
      slow.writer().replace(A, version(1), texts("one"), input(1, 0));
      live.writer().refresh();
      assertThatExceptionOfType(Outage.class).isThrownBy(() -> slow.writer().refresh());
      PassageWriter again = slow.writer().session();
      again.discard(A, version(1), texts("one"), input(1, 0));
      again.skip(input(1, 0));
      again.refresh();
      assertThat(seen(live, at(0, 0))).containsExactly("two");
    }
  }

  @Test
  void randomHistories_withKillsAtAnyRequest_neverMixVersionsNorGoBack() {
    int refused = 0;
    int restarts = 0;
    for (long seed = 1; seed <= HISTORIES; seed++) {
      generation = UUID.randomUUID().toString();
      History history = new History(seed);
      try (var reader = open()) {
        history.play(reader);
      }
      QdrantPassageStore.remove(settings, generation);
      refused += history.processes.stream().mapToInt(p -> p.refused).sum();
      restarts += history.processes.stream().mapToInt(p -> p.restarts).sum();
    }
    assertThat(refused).as("times that another process was quicker").isPositive();
    assertThat(restarts).as("kills").isPositive();
  }

  /** One run of both processes, and a reader of what they tell. */
  private final class History {
    private static final int VERSIONS = 40;

    private final Random random;
    private final String name;
    private QdrantPassageStore reader;
    private final List<WritingProcess> processes = new ArrayList<>();
    private final Map<Integer, Deque<WritingProcess.Told>> held = new HashMap<>();
    private final Map<LogPartition, Long> point = new HashMap<>();
    private final Map<DocumentIdentity, WritingProcess.Told> newest = new HashMap<>();
    private final Map<DocumentIdentity, Version> deletions = new HashMap<>();
    private final Map<DocumentIdentity, Version> shown = new HashMap<>();

    History(long seed) {
      random = new Random(seed);
      name = "seed " + seed;
      List<List<WritingProcess.Input>> lanes = List.of(new ArrayList<>(), new ArrayList<>());
      for (int offset = 0; offset < VERSIONS; offset++) {
        lanes.get(random.nextInt(2)).add(record(offset));
      }
      for (int lane = 0; lane < 2; lane++) {
        processes.add(new WritingProcess(lane, settings, generation, random, lanes.get(lane)));
        held.put(lane, new ArrayDeque<>());
      }
    }

    /** Each passage says of which version it is, and how many there are. */
    private WritingProcess.Input record(int offset) {
      int passages = random.nextInt(4);
      String[] texts =
          IntStream.range(0, passages)
              .mapToObj(i -> offset + " " + passages + " " + i)
              .toArray(String[]::new);
      return new WritingProcess.Input(
          document("d" + random.nextInt(3)),
          version(offset),
          passages == 0 ? Optional.empty() : Optional.of(texts(texts)));
    }

    void play(QdrantPassageStore store) {
      reader = store;
      while (!processes.stream().allMatch(WritingProcess::isDone)) {
        WritingProcess one = processes.get(random.nextInt(2));
        switch (random.nextInt(8)) {
          case 0 -> one.killSoon();
          case 1, 2 -> take(one);
          default -> one.apply();
        }
      }
      processes.forEach(this::take);
      processes.forEach(WritingProcess::end);
      assertThat(held.values()).as("%s: waits for what never comes", name).allMatch(Deque::isEmpty);
      for (int d = 0; d < 3; d++) {
        DocumentIdentity identity = document("d" + d);
        Optional.ofNullable(newest.get(identity))
            .ifPresent(last -> assertShown(identity, last, found(identity)));
      }
    }

    private void take(WritingProcess one) {
      int lane = processes.indexOf(one);
      held.get(lane).addAll(one.refresh());
      boolean moved = true;
      while (moved) {
        moved = false;
        for (Deque<WritingProcess.Told> waiting : held.values()) {
          while (!waiting.isEmpty() && counts(waiting.getFirst())) {
            count(waiting.removeFirst());
            moved = true;
          }
        }
      }
      newest.forEach((identity, told) -> look(identity, told));
    }

    private boolean counts(WritingProcess.Told told) {
      return told.after().isEmpty()
          || point.getOrDefault(told.after().get().log(), -1L) >= told.after().get().offset();
    }

    private void count(WritingProcess.Told told) {
      Position input = told.input();
      point.merge(input.log(), input.offset(), Math::max);
      if (told.record().document().isEmpty()) {
        deletions.merge(
            told.record().identity(), told.record().version(), (a, b) -> b.supersedes(a) ? b : a);
      }
      if (told.stands()) {
        newest.merge(
            told.record().identity(),
            told,
            (a, b) -> b.record().version().supersedes(a.record().version()) ? b : a);
      }
    }

    private List<FoundPassage> found(DocumentIdentity identity) {
      return SeveralProcessesTest.found(reader, new ReadPoint(point)).stream()
          .filter(passage -> passage.identity().equals(identity))
          .toList();
    }

    private void look(DocumentIdentity identity, WritingProcess.Told told) {
      List<FoundPassage> passages = found(identity);
      String about = name + ", " + identity + " at " + point;
      List<Version> versions = passages.stream().map(FoundPassage::version).distinct().toList();
      assertThat(versions).as(about).hasSizeLessThanOrEqualTo(1);
      if (versions.isEmpty()) {
        // A deletion that stood for a moment is told as superseded where it is read again.
        Version deleted = deletions.get(identity);
        assertThat(deleted).as("%s: gone", about).isNotNull();
        assertThat(told.record().version().supersedes(deleted)).as("%s: gone", about).isFalse();
        return;
      }
      Version version = versions.getFirst();
      assertThat(told.record().version().supersedes(version)).as("%s: old", about).isFalse();
      assertThat(passages)
          .as(about)
          .hasSize(Integer.parseInt(passages.getFirst().passage().text().split(" ", -1)[1]));
      Version before = shown.put(identity, version);
      assertThat(before != null && before.supersedes(version)).as("%s: back", about).isFalse();
    }

    private void assertShown(
        DocumentIdentity identity, WritingProcess.Told last, List<FoundPassage> passages) {
      List<String> texts =
          passages.stream().map(p -> p.passage().text()).sorted().collect(Collectors.toList());
      List<String> expected =
          last.record().document().stream()
              .flatMap(d -> d.passages().stream())
              .map(p -> p.passage().text())
              .sorted()
              .toList();
      assertThat(texts).as("%s, %s at the end", name, identity).isEqualTo(expected);
    }
  }
}
