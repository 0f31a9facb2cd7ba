package dev.freshet.stores.testkit;

import static dev.freshet.stores.testkit.Samples.document;
import static dev.freshet.stores.testkit.Samples.input;
import static dev.freshet.stores.testkit.Samples.texts;
import static dev.freshet.stores.testkit.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.ReadPoint;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a store promises of documents that are written ahead: nobody sees half of one, nothing of
 * one is left over, and writing it twice doubles nothing.
 */
abstract class LargeDocumentContract extends PassageSearchContract {

  @Test
  void prepare_isNotSeenBeforeReplace_norInAnyOtherCount() {
    writer.replace(document("a"), version(1), texts("old"), input(0, 1));
    writer.prepare(document("a"), version(2), large("new", 600), input(1, 7));
    writer.replace(document("b"), version(1), texts("other"), input(0, 2));
    writer.refresh();
    ReadPoint before = at(0, 2).advancedTo(input(1, 6));
    assertThat(textsAt(before)).containsExactly("old", "other");
    assertThat(searcher.count(before)).isEqualTo(2);
    assertThat(writer.head(document("a"))).contains(new Head(version(1), false, 1, 1));
    writer.replace(document("a"), version(2), large("new", 600), input(1, 7));
    writer.refresh();
    assertThat(searcher.count(before)).isEqualTo(2);
    assertThat(searcher.count(before.advancedTo(input(1, 7)))).isEqualTo(601);
  }

  @Test
  void replace_large_againAndAgain_doublesNothing() {
    for (int i = 0; i < 3; i++) {
      writer.prepare(document("a"), version(2), large("x", 600), input(7));
      writer.prepare(document("a"), version(2), large("x", 600), input(7));
      writer.replace(document("a"), version(2), large("x", 600), input(7));
      writer.refresh();
      assertThat(searcher.count(at(7))).isEqualTo(600);
    }
    writer.replace(document("a"), version(3), large("y", 300), input(8));
    writer.refresh();
    assertThat(searcher.count(at(7))).isEqualTo(600);
    assertThat(searcher.count(at(8))).isEqualTo(300);
    assertThat(writer.sweep(at(8))).isEqualTo(600);
  }

  @Test
  void discard_leavesNothingOfWhatWasPrepared() {
    writer.prepare(document("a"), version(2), large("x", 600), input(1, 7));
    writer.refresh();
    writer.replace(document("a"), version(3), texts("newer"), input(0, 4));
    writer.discard(document("a"), version(2), large("x", 600), input(1, 7));
    writer.skip(input(1, 7));
    writer.refresh();
    assertThat(textsAt(at(0, 4).advancedTo(input(1, 9)))).containsExactly("newer");
    assertThat(searcher.count(at(0, 4).advancedTo(input(1, 9)))).isEqualTo(1);
  }

  @Test
  void discard_ofWhatIsApplied_changesNothing() {
    writer.replace(document("a"), version(2), large("x", 600), input(7));
    writer.discard(document("a"), version(2), large("x", 600), input(7));
    writer.refresh();
    assertThat(searcher.count(at(7))).isEqualTo(600);
  }

  /** As after a crash between the slices and the head, whose record never comes again. */
  @Test
  void prepare_thenReopen_leavesNothing() {
    writer.replace(document("a"), version(1), texts("old"), input(0, 1));
    writer.replace(document("b"), version(1), large("whole", 300), input(0, 2));
    writer.prepare(document("a"), version(2), large("x", 600), input(1, 7));
    writer.commit();
    if (outlivesClosing()) {
      reopen();
    }
    writer.skip(input(1, 9));
    writer.refresh();
    if (outlivesClosing()) {
      assertThat(searcher.count(at(0, 2).advancedTo(input(1, 9)))).isEqualTo(301);
    }
    writer.replace(document("a"), version(3), large("x", 600), input(1, 10));
    writer.refresh();
    assertThat(searcher.count(at(0, 2).advancedTo(input(1, 10)))).isEqualTo(900);
  }

  private static EmbeddedDocument large(String text, int passages) {
    return texts(IntStream.range(0, passages).mapToObj(i -> text + " " + i).toArray(String[]::new));
  }
}
