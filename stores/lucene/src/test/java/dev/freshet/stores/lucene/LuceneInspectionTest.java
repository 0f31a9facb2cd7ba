package dev.freshet.stores.lucene;

import static dev.freshet.stores.testkit.Samples.document;
import static dev.freshet.stores.testkit.Samples.input;
import static dev.freshet.stores.testkit.Samples.texts;
import static dev.freshet.stores.testkit.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.common.store.StoredDocument;
import dev.freshet.stores.testkit.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever was done to an index, it is shown as it is, and mended by what the writer has for it.
 */
class LuceneInspectionTest {
  private static final DocumentIdentity A = document("a");
  private static final EmbeddedDocument RIGHT = texts("one", "two", "three");

  @TempDir Path folder;

  @BeforeEach
  void fill() {
    with(
        store -> {
          store.writer().replace(A, version(1), texts("former"), input(4));
          store.writer().replace(A, version(2), RIGHT, input(5));
          store.writer().replace(document("b"), version(3), texts("other"), input(6));
        });
  }

  private void with(Consumer<LucenePassageStore> work) {
    try (var store = LucenePassageStore.open(folder, Samples.DIMENSION, LuceneSettings.DEFAULT)) {
      work.accept(store);
    }
  }

  private static StoredDocument held(LucenePassageStore store) {
    return store.inspection().document(A).orElseThrow();
  }

  private void isRightOnceMended() {
    with(
        store -> {
          store.writer().removeOrphans(A);
          store.writer().mend(A, version(2), RIGHT, input(7));
          store.writer().refresh();
          assertThat(held(store).head()).contains(new Head(version(2), false, 5, 3));
          assertThat(held(store).orphans()).isEmpty();
          assertThat(held(store).passages())
              .extracting(stored -> stored.embedded().vector())
              .isEqualTo(RIGHT.passages().stream().map(p -> p.vector()).toList());
          assertThat(store.searcher().count(at(5))).isEqualTo(3);
          assertThat(store.searcher().count(at(4))).isEqualTo(1);
        });
  }

  private static ReadPoint at(long offset) {
    return new ReadPoint(Map.of(input(0).log(), offset));
  }

  @Test
  void passageLost_isNotThere() throws IOException {
    new Corruption(folder).losePassage(A, 1);
    with(
        store -> {
          assertThat(held(store).head()).contains(new Head(version(2), false, 5, 3));
          assertThat(held(store).passages()).hasSize(2);
        });
    isRightOnceMended();
  }

  @Test
  void vectorChanged_isAnother() throws IOException {
    new Corruption(folder).changeVector(A, 1);
    with(
        store ->
            assertThat(held(store).passages().get(1).embedded().vector())
                .isNotEqualTo(RIGHT.passages().get(1).vector()));
    isRightOnceMended();
  }

  @Test
  void textChanged_isAnother() throws IOException {
    new Corruption(folder).changeText(A, 2, "forged");
    with(
        store ->
            assertThat(held(store).passages().get(2).embedded().passage().text())
                .isEqualTo("forged"));
    isRightOnceMended();
  }

  @Test
  void orphan_isTold_alsoOfADocumentThatIsUnknown_andRemoved() throws IOException {
    DocumentIdentity ghost = document("ghost");
    new Corruption(folder).addOrphan(ghost, version(9), A, "a ghost");
    with(
        store -> {
          StoredDocument found = store.inspection().document(ghost).orElseThrow();
          assertThat(found.head()).isEmpty();
          assertThat(found.orphans()).hasSize(1);
          assertThat(store.inspection().documents(Optional.empty(), 10).documents())
              .containsExactly(A, document("b"), ghost);
          assertThat(store.searcher().count(at(6))).isEqualTo(5);
          assertThat(store.writer().removeOrphans(ghost)).isOne();
          store.writer().refresh();
          assertThat(store.inspection().document(ghost)).isEmpty();
          assertThat(store.searcher().count(at(6))).isEqualTo(4);
        });
  }

  @Test
  void headLost_leavesOrphans() throws IOException {
    new Corruption(folder).loseHead(A);
    with(
        store -> {
          assertThat(held(store).head()).isEmpty();
          assertThat(held(store).orphans()).hasSize(3);
          assertThat(store.writer().removeOrphans(A)).isEqualTo(3);
        });
  }

  @Test
  void formerVersionBack_isTheHead() throws IOException {
    new Corruption(folder).bringBackFormer(A);
    with(
        store -> {
          assertThat(held(store).head()).contains(new Head(version(1), false, 4, 1));
          assertThat(held(store).passages()).hasSize(1);
        });
  }

  @Test
  void writtenAhead_isNoOrphan() {
    String[] many = IntStream.range(0, 600).mapToObj(i -> "t" + i).toArray(String[]::new);
    with(
        store -> {
          store.writer().prepare(document("c"), version(8), texts(many), input(8));
          store.writer().refresh();
          assertThat(store.inspection().document(document("c"))).isEmpty();
          assertThat(store.writer().removeOrphans(document("c"))).isZero();
          store.writer().replace(document("c"), version(8), texts(many), input(8));
          store.writer().refresh();
          assertThat(store.inspection().document(document("c")).orElseThrow().passages())
              .hasSize(600);
        });
  }
}
