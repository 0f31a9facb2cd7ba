package dev.freshet.stores.testkit;

import static dev.freshet.stores.testkit.Samples.document;
import static dev.freshet.stores.testkit.Samples.input;
import static dev.freshet.stores.testkit.Samples.metadata;
import static dev.freshet.stores.testkit.Samples.texts;
import static dev.freshet.stores.testkit.Samples.vector;
import static dev.freshet.stores.testkit.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.StoreInspection;
import dev.freshet.common.store.StoredDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a store shows to whoever holds it against what it should hold, and how it is mended. */
abstract class InspectionContract extends LargeDocumentContract {

  private StoredDocument held(String id) {
    return store.inspection().document(document(id)).orElseThrow();
  }

  private static List<String> textsOf(List<StoredDocument.Stored> passages) {
    return passages.stream().map(stored -> stored.embedded().passage().text()).toList();
  }

  @Test
  void document_isWhatWasWritten_vectorsBitForBit() {
    EmbeddedDocument written =
        texts(metadata("Title", List.of("group:a"), Map.of("team", "x")), "one", "two", "three");
    writer.replace(document("a"), version(3), texts("old"), input(4));
    writer.replace(document("a"), version(4), written, input(5));
    writer.refresh();
    StoredDocument found = held("a");
    assertThat(found.head()).contains(new Head(version(4), false, 5, 3));
    assertThat(store.inspection().head(document("a"))).isEqualTo(found.head());
    assertThat(store.inspection().head(document("b"))).isEmpty();
    assertThat(found.passages())
        .extracting(stored -> stored.embedded().passage())
        .isEqualTo(written.passages().stream().map(p -> p.passage()).toList());
    assertThat(found.passages())
        .extracting(stored -> stored.embedded().vector())
        .isEqualTo(written.passages().stream().map(p -> p.vector()).toList());
    assertThat(found.passages())
        .allSatisfy(
            stored -> {
              assertThat(stored.version()).isEqualTo(version(4));
              assertThat(stored.metadata()).isEqualTo(written.metadata());
            });
    assertThat(found.orphans()).isEmpty();
  }

  @Test
  void document_deletedOrUnknown_hasNoPassages() {
    writer.replace(document("a"), version(3), texts("one"), input(5));
    writer.delete(document("a"), version(4), input(6));
    writer.refresh();
    assertThat(held("a"))
        .isEqualTo(
            new StoredDocument(
                Optional.of(new Head(version(4), true, 6, 0)), List.of(), List.of()));
    assertThat(store.inspection().document(document("b"))).isEmpty();
  }

  @Test
  void documents_pageByPage_areAllThereAre() {
    IntStream.range(0, 25)
        .forEach(i -> writer.replace(document("d" + i), version(i), texts("t" + i), input(i)));
    writer.delete(document("d3"), version(25), input(25));
    writer.refresh();
    var found = new TreeSet<String>();
    Optional<String> cursor = Optional.empty();
    do {
      StoreInspection.Page page = store.inspection().documents(cursor, 4);
      assertThat(page.documents().size()).isLessThanOrEqualTo(4);
      page.documents().stream().map(DocumentIdentity::id).forEach(id -> found.add(id.value()));
      cursor = page.next();
    } while (cursor.isPresent());
    assertThat(found)
        .isEqualTo(new TreeSet<>(IntStream.range(0, 25).mapToObj(i -> "d" + i).toList()));
  }

  @Test
  void mend_putsThePassagesInThePlaceOfWhatIsHeld_inTheSameLife() {
    writer.replace(document("a"), version(2), texts("before"), input(4));
    writer.replace(document("a"), version(3), texts("wrong", "wrong too", "more"), input(5));
    writer.refresh();
    for (int i = 0; i < 2; i++) {
      writer.mend(document("a"), version(3), texts("right", "right too"), input(1, 9 + i));
      writer.refresh();
      assertThat(held("a").head()).contains(new Head(version(3), false, 5, 2));
      assertThat(textsOf(held("a").passages())).containsExactly("right", "right too");
      assertThat(held("a").passages().getFirst().embedded().vector()).isEqualTo(vector("right"));
      assertThat(textsAt(4)).containsExactly("before");
      assertThat(textsAt(5)).containsExactly("right", "right too");
      assertThat(searcher.count(at(5))).isEqualTo(2);
    }
    assertThat(writer.applied()).isEqualTo(at(5).advancedTo(input(1, 10)));
    writer.replace(document("a"), version(4), texts("next"), input(6));
    writer.refresh();
    assertThat(textsAt(6)).containsExactly("next");
    assertThat(textsAt(5)).containsExactly("right", "right too");
  }

  @Test
  void mend_large_isWholeAndDoublesNothing() {
    String[] texts = IntStream.range(0, 600).mapToObj(i -> "text " + i).toArray(String[]::new);
    writer.replace(document("a"), version(3), texts("wrong"), input(5));
    writer.refresh();
    writer.mend(document("a"), version(3), texts(texts), input(1, 9));
    writer.refresh();
    assertThat(searcher.count(at(5))).isEqualTo(600);
    assertThat(held("a").passages()).hasSize(600);
  }

  @Test
  void mend_versionThatDoesNotStand_changesNothing() {
    writer.replace(document("a"), version(3), texts("one"), input(5));
    writer.mend(document("a"), version(2), texts("older"), input(1, 7));
    writer.mend(document("b"), version(2), texts("unknown"), input(1, 8));
    writer.delete(document("c"), version(4), input(6));
    writer.mend(document("c"), version(4), texts("gone"), input(1, 9));
    writer.refresh();
    assertThat(textsAt(at(6).advancedTo(input(1, 9)))).containsExactly("one");
    assertThat(writer.head(document("b"))).isEmpty();
    assertThat(writer.head(document("c"))).contains(new Head(version(4), true, 6, 0));
    assertThat(writer.applied()).isEqualTo(at(6).advancedTo(input(1, 9)));
  }

  @Test
  void removeOrphans_whereThereAreNone_removesNothing() {
    writer.replace(document("a"), version(3), texts("one", "two"), input(5));
    writer.replace(document("a"), version(4), texts("three"), input(6));
    writer.replace(document("b"), version(5), texts("four"), input(7));
    writer.refresh();
    assertThat(writer.removeOrphans(document("a"))).isZero();
    assertThat(writer.removeOrphans(document("c"))).isZero();
    writer.refresh();
    assertThat(textsAt(5)).containsExactly("one", "two");
    assertThat(textsAt(7)).containsExactly("four", "three");
  }
}
