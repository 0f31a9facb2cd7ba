package dev.freshet.stores.testkit;

import static dev.freshet.stores.testkit.Samples.document;
import static dev.freshet.stores.testkit.Samples.input;
import static dev.freshet.stores.testkit.Samples.texts;
import static dev.freshet.stores.testkit.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.ReadPoint;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The laws of {@link dev.freshet.common.store.PassageWriter} and of read points; with those of
 * {@link PassageSearchContract}, {@link LargeDocumentContract} and {@link InspectionContract} all
 * that a store promises. An adapter extends this class.
 */
public abstract class PassageStoreContract extends InspectionContract {

  @Test
  void replace_first_isVisibleFromItsOffsetOn() {
    writer.replace(document("a"), version(3), texts("one", "two"), input(5));
    writer.refresh();
    assertThat(textsAt(4)).isEmpty();
    assertThat(textsAt(5)).containsExactly("one", "two");
    assertThat(textsAt(99)).containsExactly("one", "two");
    assertThat(textsAt(ReadPoint.START)).isEmpty();
  }

  @Test
  void replace_second_endsTheFirstAtItsOffset() {
    writer.replace(document("a"), version(3), texts("one", "two"), input(5));
    writer.replace(document("a"), version(4), texts("three"), input(9));
    writer.refresh();
    assertThat(textsAt(8)).containsExactly("one", "two");
    assertThat(textsAt(9)).containsExactly("three");
  }

  @Test
  void replace_betweenRefreshes_keepsEveryVersionForOlderReaders() {
    for (int v = 0; v < 5; v++) {
      writer.replace(document("a"), version(v), texts("v" + v), input(10 + v));
      if (v % 2 == 0) {
        writer.refresh();
      }
    }
    writer.refresh();
    for (int v = 0; v < 5; v++) {
      assertThat(textsAt(10 + v)).containsExactly("v" + v);
    }
  }

  @Test
  void replace_sameCallAgain_changesNothing() {
    for (int i = 0; i < 3; i++) {
      writer.replace(document("a"), version(3), texts("one", "two"), input(5));
      writer.refresh();
      assertThat(textsAt(5)).containsExactly("one", "two");
      assertThat(searcher.count(at(5))).isEqualTo(2);
      assertThat(writer.head(document("a"))).contains(new Head(version(3), false, 5, 2));
    }
  }

  @Test
  void replace_wholeHistoryAgain_changesNothing() {
    for (int i = 0; i < 2; i++) {
      store.callerRestarts();
      writer.replace(document("a"), version(3), texts("one", "two"), input(5));
      writer.replace(document("a"), version(4), texts("three"), input(9));
      writer.delete(document("b"), version(5), input(11));
      writer.refresh();
      assertThat(textsAt(8)).containsExactly("one", "two");
      assertThat(textsAt(11)).containsExactly("three");
      assertThat(writer.head(document("a"))).contains(new Head(version(4), false, 9, 1));
      assertThat(writer.applied()).isEqualTo(at(11));
    }
  }

  @Test
  void replace_withoutPassages_endsTheOldAndIsNoTombstone() {
    writer.replace(document("a"), version(3), texts("one"), input(5));
    writer.replace(document("a"), version(4), texts(), input(6));
    writer.refresh();
    assertThat(textsAt(6)).isEmpty();
    assertThat(writer.head(document("a"))).contains(new Head(version(4), false, 6, 0));
  }

  @Test
  void replace_fromAnotherInputPartition_endsTheOldThere() {
    writer.replace(document("a"), version(3), texts("one"), input(0, 50));
    writer.replace(document("a"), version(4), texts("two"), input(1, 7));
    writer.refresh();
    assertThat(textsAt(at(0, 50))).containsExactly("one");
    assertThat(textsAt(at(0, 50).advancedTo(input(1, 6)))).containsExactly("one");
    assertThat(textsAt(at(0, 50).advancedTo(input(1, 7)))).containsExactly("two");
  }

  @Test
  void head_tellsWhereTheLifeOfAnotherInputPartitionBeforeItBegan() {
    writer.replace(document("a"), version(3), texts("one"), input(0, 50));
    assertThat(writer.head(document("a")).orElseThrow().over()).isEmpty();
    writer.replace(document("a"), version(4), texts("two"), input(1, 7));
    writer.refresh();
    assertThat(writer.head(document("a")).orElseThrow().over()).contains(input(0, 50));
    writer.delete(document("a"), version(5), input(1, 8));
    assertThat(writer.head(document("a")).orElseThrow().over()).contains(input(0, 50));
    writer.refresh();
    writer.replace(document("a"), version(6), texts("three"), input(0, 51));
    writer.refresh();
    assertThat(writer.head(document("a")).orElseThrow().over()).contains(input(1, 8));
  }

  @Test
  void over_versionThatWasOvertaken_isWhatItBeganOver() {
    writer.replace(document("a"), version(3), texts("one"), input(0, 50));
    writer.replace(document("b"), version(9), texts("other"), input(0, 51));
    writer.refresh();
    writer.replace(document("a"), version(4), texts("two"), input(1, 7));
    writer.refresh();
    writer.replace(document("a"), version(5), texts("three"), input(1, 8));
    writer.refresh();
    assertThat(writer.over(document("a"), version(4))).contains(input(0, 50));
    assertThat(writer.over(document("a"), version(3))).isEmpty();
    assertThat(writer.over(document("a"), version(6))).isEmpty();
    assertThat(writer.over(document("b"), version(9))).isEmpty();
  }

  @Test
  void replace_wrongDimension_isRefused() {
    EmbeddedDocument wrong =
        new EmbeddedDocument(
            texts().metadata(), List.of(Samples.passage(0, "x", Vector.of(1, 0))), List.of());
    var bare = open(folder.resolve("bare"), Samples.DIMENSION);
    try (bare) {
      assertThatThrownBy(() -> bare.writer().replace(document("a"), version(1), wrong, input(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a vector of 2 numbers in a store of 8");
      assertThat(bare.writer().head(document("a"))).isEmpty();
    }
  }

  @Test
  void delete_known_leavesTombstone() {
    writer.replace(document("a"), version(3), texts("one"), input(5));
    writer.delete(document("a"), version(4), input(6));
    assertThat(writer.head(document("a"))).contains(new Head(version(4), true, 6, 0));
    writer.refresh();
    assertThat(writer.head(document("a"))).contains(new Head(version(4), true, 6, 0));
    assertThat(textsAt(5)).containsExactly("one");
    assertThat(textsAt(6)).isEmpty();
  }

  @Test
  void delete_unknown_leavesTombstone() {
    writer.delete(document("a"), version(4), input(6));
    writer.refresh();
    assertThat(writer.head(document("a"))).contains(new Head(version(4), true, 6, 0));
    assertThat(searcher.count(at(6))).isZero();
  }

  @Test
  void replace_afterDelete_isVisibleAgain() {
    writer.delete(document("a"), version(4), input(6));
    writer.replace(document("a"), version(5), texts("back"), input(7));
    writer.refresh();
    assertThat(textsAt(7)).containsExactly("back");
    assertThat(writer.head(document("a"))).contains(new Head(version(5), false, 7, 1));
  }

  @Test
  void head_unknown_isEmpty() {
    assertThat(writer.head(document("a"))).isEmpty();
  }

  @Test
  void head_notRefreshed_isTheNewest() {
    writer.replace(document("a"), version(3), texts("one"), input(5));
    assertThat(writer.head(document("a"))).contains(new Head(version(3), false, 5, 1));
    writer.refresh();
    writer.replace(document("a"), version(4), texts("one", "two"), input(6));
    assertThat(writer.head(document("a"))).contains(new Head(version(4), false, 6, 2));
  }

  @Test
  void skip_movesAppliedOnAndNeverBack() {
    writer.skip(input(0, 4));
    writer.skip(input(1, 9));
    assertThat(writer.applied()).isEqualTo(at(0, 4).advancedTo(input(1, 9)));
    store.callerRestarts();
    writer.skip(input(0, 2));
    assertThat(writer.applied()).isEqualTo(at(0, 4).advancedTo(input(1, 9)));
  }

  @Test
  void refresh_makesAppliedReadable() {
    writer.replace(document("a"), version(3), texts("one"), input(5));
    writer.skip(input(1, 2));
    ReadPoint applied = writer.applied();
    writer.refresh();
    assertThat(searcher.readable().covers(applied)).isTrue();
  }

  @Test
  void count_asOfEachOffset_isWhatIsVisible() {
    writer.replace(document("a"), version(3), texts("one", "two"), input(5));
    writer.replace(document("b"), version(4), texts("three"), input(1, 5));
    writer.delete(document("a"), version(5), input(8));
    writer.refresh();
    assertThat(searcher.count(ReadPoint.START)).isZero();
    assertThat(searcher.count(at(5))).isEqualTo(2);
    assertThat(searcher.count(at(7).advancedTo(input(1, 5)))).isEqualTo(3);
    assertThat(searcher.count(at(8).advancedTo(input(1, 5)))).isEqualTo(1);
  }

  @Test
  void commit_thenReopen_holdsTheSame() {
    assumeTrue(outlivesClosing(), "this store keeps nothing once closed");
    writer.replace(document("a"), version(3), texts("one", "two"), input(5));
    writer.delete(document("b"), version(4), input(6));
    writer.skip(input(1, 7));
    writer.commit();
    ReadPoint applied = writer.applied();
    reopen();
    assertThat(writer.applied()).isEqualTo(applied);
    assertThat(searcher.readable()).isEqualTo(applied);
    assertThat(textsAt(6)).containsExactly("one", "two");
    assertThat(writer.head(document("a"))).contains(new Head(version(3), false, 5, 2));
    assertThat(writer.head(document("b"))).contains(new Head(version(4), true, 6, 0));
  }

  @Test
  void close_commitsWhatIsApplied() {
    assumeTrue(outlivesClosing(), "this store keeps nothing once closed");
    writer.replace(document("a"), version(3), texts("one"), input(5));
    writer.commit();
    writer.replace(document("a"), version(4), texts("two"), input(6));
    reopen();
    assertThat(writer.applied()).isEqualTo(at(6));
    assertThat(textsAt(5)).containsExactly("one");
    assertThat(textsAt(6)).containsExactly("two");
  }

  @Test
  void sweep_removesWhatHadEnded() {
    writer.replace(document("a"), version(1), texts("one", "two"), input(5));
    writer.replace(document("a"), version(2), texts("three"), input(6));
    writer.delete(document("a"), version(3), input(7));
    writer.replace(document("b"), version(4), texts("four"), input(8));
    assertThat(writer.sweep(at(6))).isEqualTo(2);
    assertThat(writer.sweep(at(6))).isZero();
    assertThat(writer.sweep(at(8))).isEqualTo(1);
    writer.refresh();
    assertThat(textsAt(8)).containsExactly("four");
    assertThat(textsAt(5)).isEmpty();
    assertThat(writer.head(document("a"))).contains(new Head(version(3), true, 7, 0));
  }

  @Test
  void close_thenAnyCall_isRefused() {
    var bare = open(folder.resolve("bare"), Samples.DIMENSION);
    bare.close();
    bare.close();
    assertThatThrownBy(() -> bare.writer().skip(input(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the store is closed");
    assertThatThrownBy(() -> bare.searcher().open(at(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the store is closed");
  }
}
