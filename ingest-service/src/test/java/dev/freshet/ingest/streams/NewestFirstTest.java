package dev.freshet.ingest.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class NewestFirstTest {
  private final List<Long> made = new ArrayList<>();
  private final List<Long> told = new ArrayList<>();
  private final NewestFirst work = new NewestFirst(new Texts());
  private CountDownLatch gate = new CountDownLatch(0);

  /** A text is good unless it is {@code bad}; what comes out is the text, or {@code superseded}. */
  private final class Texts implements NewestFirst.Versions {
    @Override
    public Optional<NewestFirst.Subject> subject(Incoming record) {
      String id = new String(record.key(), UTF_8);
      return id.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new NewestFirst.Subject(
                  new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId(id)),
                  new Version(record.position(), record.timestamp())));
    }

    @Override
    public NewestFirst.Made make(Incoming record) throws InterruptedException {
      gate.await();
      synchronized (made) {
        made.add(record.position().offset());
      }
      String text = new String(record.value(), UTF_8);
      return new NewestFirst.Made(List.of(out(record, text)), !text.equals("bad"));
    }

    @Override
    public List<Outgoing> superseded(Incoming record) {
      return List.of(out(record, "superseded"));
    }

    @Override
    public List<Outgoing> aside(Incoming record) {
      return List.of(out(record, "aside"));
    }

    @Override
    public List<Outgoing> leavingOut(List<Outgoing> made, List<Version> leftOut) {
      told.addAll(leftOut.stream().map(version -> version.position().offset()).toList());
      return made;
    }
  }

  private static Outgoing out(Incoming record, String text) {
    return new Outgoing(
        text, record.position().log(), null, null, new RecordHeaders(), record.timestamp());
  }

  private Turn<List<Outgoing>> taken(String id, long offset, String text) {
    return work.takenUp(
        new Incoming(
            new Position("documents", 0, offset),
            Instant.EPOCH,
            id.getBytes(UTF_8),
            text.getBytes(UTF_8),
            new RecordHeaders()));
  }

  private static String came(Turn<List<Outgoing>> turn) throws Exception {
    turn.work();
    return turn.result().getFirst().sink();
  }

  @Test
  void ofVersionsInFlight_onlyTheNewestIsDone() throws Exception {
    var first = taken("a", 1, "one");
    var other = taken("b", 2, "other");
    var second = taken("a", 3, "two");
    var third = taken("a", 4, "three");
    assertThat(List.of(came(first), came(other), came(second), came(third)))
        .containsExactly("superseded", "other", "superseded", "three");
    assertThat(made).containsExactly(4L, 2L);
  }

  @Test
  void whereTheNewestDoesNotStand_theOlderAreDone() throws Exception {
    var first = taken("a", 1, "good");
    var second = taken("a", 2, "bad");
    assertThat(List.of(came(first), came(second))).containsExactly("good", "bad");
    assertThat(made).containsExactly(2L, 1L);
  }

  @Test
  void aVersionTakenUpLater_doesNotUndoWhatWasDone() throws Exception {
    var first = taken("a", 1, "one");
    assertThat(came(first)).isEqualTo("one");
    var second = taken("a", 2, "two");
    assertThat(came(second)).isEqualTo("two");
    assertThat(made).containsExactly(1L, 2L);
  }

  @Test
  void anOlderVersionThatComesLater_isSuperseded() throws Exception {
    var newer = taken("a", 9, "newer");
    var older = taken("a", 3, "older");
    var newest = taken("a", 10, "newest");
    assertThat(List.of(came(newer), came(older), came(newest)))
        .containsExactly("superseded", "superseded", "newest");
  }

  @Test
  void theSameVersionTwice_isDoneTwice() throws Exception {
    var once = taken("a", 1, "one");
    var again = taken("a", 1, "one");
    assertThat(List.of(came(once), came(again))).containsExactly("one", "one");
  }

  @Test
  void whatIsNoVersion_isAlwaysDone() throws Exception {
    var first = taken("", 1, "one");
    var second = taken("", 2, "two");
    assertThat(List.of(came(first), came(second))).containsExactly("one", "two");
  }

  private static Void working(Turn<List<Outgoing>> turn) throws Exception {
    turn.work();
    return null;
  }

  @Test
  void newest_isToldWhatWasLeftOutForIt_alsoByOneThatWasLeftOutItself() throws Exception {
    var first = taken("a", 1, "one");
    var second = taken("a", 2, "two");
    first.work();
    second.work();
    assertThat(first.result().getFirst().sink()).isEqualTo("superseded");
    assertThat(second.reachesBackTo()).as("until it is handed on").hasValue(1);
    var third = taken("a", 3, "three");
    third.work();
    assertThat(second.result().getFirst().sink()).isEqualTo("superseded");
    assertThat(third.reachesBackTo()).hasValue(1);
    assertThat(third.result().getFirst().sink()).isEqualTo("three");
    assertThat(told).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void newest_isToldWhatComesLaterAndIsOlder_forItIsHandedOnBefore() throws Exception {
    var newer = taken("a", 9, "newer");
    var older = taken("a", 3, "older");
    assertThat(came(newer)).isEqualTo("newer");
    assertThat(told).containsExactly(3L);
    assertThat(came(older)).isEqualTo("superseded");
  }

  @Test
  void newerThatIsHandedOnFirst_isToldOfTheOlderThatStillWorks() throws Exception {
    var slow = taken("a", 1, "slow");
    var newer = taken("a", 2, "newer");
    assertThat(came(newer)).isEqualTo("newer");
    assertThat(told).containsExactly(1L);
    assertThat(slow.isSettled()).isTrue();
    assertThat(slow.result().getFirst().sink()).isEqualTo("superseded");
  }

  @Test
  void newerThatDoesNotStand_isToldNothing() throws Exception {
    var older = taken("a", 1, "older");
    var newer = taken("a", 2, "bad");
    assertThat(List.of(came(older), came(newer))).containsExactly("older", "bad");
    assertThat(told).isEmpty();
  }

  @Test
  void oneThatStillWorks_isOvertaken_onceANewerOneCameOutWell_alsoAfterABadOne() throws Exception {
    var slow = taken("a", 1, "slow");
    var bad = taken("a", 2, "bad");
    bad.work();
    assertThat(slow.isSettled()).isFalse();
    assertThat(bad.result().getFirst().sink()).isEqualTo("bad");
    var good = taken("a", 3, "good");
    good.work();
    assertThat(slow.isSettled()).isTrue();
    assertThat(slow.result().getFirst().sink()).isEqualTo("superseded");
    assertThat(good.result().getFirst().sink()).isEqualTo("good");
    assertThat(told).containsExactly(1L);
    assertThat(made).containsExactly(2L, 3L);
  }

  @Test
  void aThousandVersionsOnManyThreads_areDoneSeldom_andEachComesOut() throws Exception {
    gate = new CountDownLatch(1);
    List<Turn<List<Outgoing>>> turns = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      turns.add(taken("a", i, "v" + i));
    }
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> works = new ArrayList<>();
      for (Turn<List<Outgoing>> turn : turns) {
        works.add(threads.submit(() -> working(turn)));
      }
      gate.countDown();
      for (Future<?> work : works) {
        work.get();
      }
      List<String> came = turns.stream().map(turn -> turn.result().getFirst().sink()).toList();
      assertThat(came.subList(0, 999)).containsOnly("superseded");
      assertThat(came.getLast()).isEqualTo("v999");
      assertThat(made).containsExactly(999L);
    }
  }
}
