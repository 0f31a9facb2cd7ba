package dev.freshet.stores.testkit;

import static dev.freshet.stores.testkit.Samples.document;
import static dev.freshet.stores.testkit.Samples.input;
import static dev.freshet.stores.testkit.Samples.texts;
import static dev.freshet.stores.testkit.Samples.vector;
import static dev.freshet.stores.testkit.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.store.ExpiredDocument;
import dev.freshet.common.store.Filter;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.PassageQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What stands, and for how long: vectors to be taken over, expiry, the end of tombstones. */
abstract class PassageTimeContract extends StoreOracleContract {
  private static final Instant END = Instant.ofEpochMilli(100_000);

  private static Metadata until(Instant end) {
    return new Metadata(
        "Offer",
        "",
        "",
        "",
        Optional.empty(),
        Optional.of(end),
        List.of("user:ann"),
        Map.of("team", "sales"),
        "",
        Optional.empty(),
        Optional.empty(),
        0);
  }

  private List<String> textsAsked(Instant now) {
    var ann = new dev.freshet.common.store.Access(Samples.ANYONE.tenant(), Set.of("user:ann"));
    var query =
        new PassageQuery(
            Optional.of(vector("anything")),
            List.of(),
            1000,
            ann,
            Filter.EVERYTHING,
            Set.of(),
            now);
    return found(writer.applied(), query).stream().map(p -> p.passage().text()).sorted().toList();
  }

  private List<DocumentIdentity> expired(Instant now, int limit) {
    return writer.expired(input(0).log(), now, limit).stream()
        .map(ExpiredDocument::identity)
        .toList();
  }

  @Test
  void vectors_ofTheStandingLife_areBitForBitWhatWasWritten() {
    writer.replace(document("a"), version(1), texts("gone", "kept"), input(5));
    writer.replace(document("b"), version(2), texts("other"), input(6));
    writer.replace(document("a"), version(3), texts("kept", "new", "kept"), input(7));
    writer.refresh();
    assertThat(writer.vectors(document("a")))
        .isEqualTo(Map.of("identity of kept", vector("kept"), "identity of new", vector("new")));
  }

  @Test
  void vectors_ofManyPassages_areAllThere() {
    String[] many = IntStream.range(0, 1000).mapToObj(i -> "text " + i).toArray(String[]::new);
    for (int d = 0; d < 3; d++) {
      writer.replace(document("d" + d), version(d), texts(many), input(d));
      writer.refresh();
    }
    var vectors = writer.vectors(document("d1"));
    assertThat(vectors).hasSize(1000);
    for (String text : many) {
      assertThat(vectors.get("identity of " + text)).isEqualTo(vector(text));
    }
  }

  @Test
  void vectors_ofTombstoneOrUnknown_areNone() {
    writer.replace(document("a"), version(1), texts("one"), input(5));
    writer.refresh();
    writer.delete(document("a"), version(2), input(6));
    writer.replace(document("e"), version(3), texts(until(END), "two"), input(7));
    writer.expire(document("e"), version(3));
    writer.refresh();
    assertThat(writer.vectors(document("a"))).isEmpty();
    assertThat(writer.vectors(document("e"))).isEmpty();
    assertThat(writer.vectors(document("unknown"))).isEmpty();
  }

  @Test
  void vectors_afterReopening_areThere() {
    assumeTrue(outlivesClosing(), "this store keeps nothing once closed");
    writer.replace(document("a"), version(1), texts("one"), input(5));
    reopen();
    assertThat(writer.vectors(document("a"))).isEqualTo(Map.of("identity of one", vector("one")));
  }

  @Test
  void candidates_expiredByTheQuerysClock_areNotGiven() {
    writer.replace(document("a"), version(1), texts(until(END), "offer"), input(5));
    writer.replace(document("b"), version(2), texts("lasting"), input(6));
    writer.refresh();
    assertThat(textsAsked(END.minusMillis(1))).containsExactly("lasting", "offer");
    assertThat(textsAsked(END.minusNanos(1))).containsExactly("lasting", "offer");
    assertThat(textsAsked(END)).containsExactly("lasting");
  }

  @Test
  void expired_areListedByExpiry_withTheirMetadata_andAtMostTheLimit() {
    for (int i = 0; i < 5; i++) {
      Instant end = END.plusMillis((i * 3) % 5);
      writer.replace(document("d" + i), version(i), texts(until(end), "x"), input(5 + i));
    }
    writer.replace(document("lasting"), version(9), texts("y"), input(20));
    writer.replace(document("elsewhere"), version(10), texts(until(END), "z"), input(1, 4));
    writer.refresh();
    assertThat(expired(END.minusMillis(1), 10)).isEmpty();
    assertThat(expired(END.plusMillis(3), 10))
        .containsExactly(document("d0"), document("d2"), document("d4"), document("d1"));
    assertThat(expired(END.plusMillis(9), 2)).containsExactly(document("d0"), document("d2"));
    assertThat(writer.expired(input(0).log(), END, 9))
        .containsExactly(new ExpiredDocument(document("d0"), version(0), 5, until(END)));
  }

  @Test
  void expired_leavesOutWhatANewerVersionReplacedOrADeletionEnded() {
    writer.replace(document("a"), version(1), texts(until(END), "old"), input(5));
    writer.replace(document("a"), version(2), texts(until(END.plusSeconds(9)), "new"), input(6));
    writer.replace(document("b"), version(3), texts(until(END), "old"), input(7));
    writer.refresh();
    writer.delete(document("b"), version(4), input(8));
    writer.refresh();
    assertThat(expired(END, 10)).isEmpty();
    assertThat(expired(END.plusSeconds(9), 10)).containsExactly(document("a"));
  }

  @Test
  void expire_leavesATombstoneOfTheSameVersion_andNothingToRead() {
    writer.replace(document("a"), version(1), texts("before"), input(4));
    writer.replace(document("a"), version(2), texts(until(END), "offer", "more"), input(5));
    writer.replace(document("b"), version(3), texts("lasting"), input(6));
    writer.expire(document("a"), version(2));
    assertThat(writer.head(document("a"))).contains(new Head(version(2), true, 5, 0));
    writer.refresh();
    assertThat(writer.head(document("a"))).contains(new Head(version(2), true, 5, 0));
    assertThat(expired(END, 10)).isEmpty();
    assertThat(textsAsked(Samples.NOW)).containsExactly("lasting");
    assertThat(textsAt(4)).containsExactly("before");
    assertThat(searcher.count(at(6))).isEqualTo(1);
  }

  @Test
  void expire_ofAnotherVersionOrTwice_doesNothing() {
    writer.replace(document("a"), version(2), texts(until(END), "offer"), input(5));
    writer.expire(document("a"), version(1));
    writer.expire(document("unknown"), version(1));
    writer.refresh();
    assertThat(textsAsked(Samples.NOW)).containsExactly("offer");
    writer.expire(document("a"), version(2));
    writer.expire(document("a"), version(2));
    writer.refresh();
    assertThat(writer.head(document("a"))).contains(new Head(version(2), true, 5, 0));
    assertThat(writer.head(document("unknown"))).isEmpty();
  }

  @Test
  void expire_thenTheSameRecordAgain_staysATombstone_andANewerOneLives() {
    writer.replace(document("a"), version(2), texts(until(END), "offer"), input(5));
    writer.expire(document("a"), version(2));
    writer.replace(document("a"), version(2), texts(until(END), "offer"), input(5));
    writer.refresh();
    assertThat(textsAsked(Samples.NOW)).isEmpty();
    writer.replace(document("a"), version(3), texts(until(END), "again"), input(6));
    writer.refresh();
    assertThat(textsAsked(Samples.NOW)).containsExactly("again");
    assertThat(writer.sweep(at(6))).isZero();
    assertThat(textsAsked(Samples.NOW)).containsExactly("again");
  }

  @Test
  void expiry_outlivesReopening() {
    assumeTrue(outlivesClosing(), "this store keeps nothing once closed");
    writer.replace(document("a"), version(1), texts(until(END), "gone"), input(5));
    writer.replace(document("b"), version(2), texts(until(END), "due"), input(6));
    writer.expire(document("a"), version(1));
    reopen();
    assertThat(writer.head(document("a"))).contains(new Head(version(1), true, 5, 0));
    assertThat(expired(END, 10)).containsExactly(document("b"));
  }

  @Test
  void sweepTombstones_forgetsOnlyTombstones_andOnlyThoseWrittenBefore() {
    Instant start = Instant.now();
    writer.replace(document("a"), version(1), texts("one"), input(4));
    writer.delete(document("a"), version(2), input(5));
    writer.delete(document("b"), version(3), input(6));
    writer.replace(document("b"), version(4), texts("back"), input(7));
    writer.replace(document("e"), version(5), texts(until(END), "offer"), input(8));
    writer.expire(document("e"), version(5));
    writer.refresh();
    assertThat(writer.sweepTombstones(start)).isZero();
    writer.refresh();
    assertThat(writer.head(document("a"))).contains(new Head(version(2), true, 5, 0));
    assertThat(writer.head(document("e"))).contains(new Head(version(5), true, 8, 0));
    assertThat(writer.sweepTombstones(Instant.now().plusSeconds(1))).isGreaterThanOrEqualTo(2);
    writer.refresh();
    assertThat(writer.head(document("a"))).isEmpty();
    assertThat(writer.head(document("e"))).isEmpty();
    assertThat(writer.head(document("b"))).contains(new Head(version(4), false, 7, 1));
    assertThat(textsAt(8)).containsExactly("back");
  }
}
