package dev.freshet.stores.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Passage;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.store.ReadPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full for a while. */
class DiskFullTest {
  @TempDir Path folder;
  private volatile boolean full;

  private LucenePassageStore open() {
    return LucenePassageStore.open(
        folder, path -> new SmallDisk(FSDirectory.open(path)), 2, LuceneSettings.DEFAULT);
  }

  /** As it is outside of tests: what is written recently is in memory. */
  private LucenePassageStore openRecent() {
    return LucenePassageStore.open(
        folder,
        path -> new RecentFiles(new SmallDisk(FSDirectory.open(path)), 16),
        2,
        LuceneSettings.DEFAULT);
  }

  private static DocumentIdentity document(int i) {
    return new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId("doc-" + i));
  }

  private static void write(PassageWriter writer, int i) {
    var passage = new Passage("p" + i, 0, List.of(), Optional.empty(), "text " + i, 2);
    writer.replace(
        document(i),
        new Version(new Position("documents", 0, i), Instant.EPOCH),
        new EmbeddedDocument(
            Metadata.NONE,
            List.of(new EmbeddedPassage(passage, Vector.normalised(1, i + 1), false)),
            List.of()),
        new Position("embedded", 0, i));
  }

  private static ReadPoint point(long offset) {
    return ReadPoint.START.advancedTo(new Position("embedded", 0, offset));
  }

  private static long visible(LucenePassageStore store) {
    return store.searcher().count(store.searcher().readable());
  }

  @Test
  void storeWhoseDiskWasFull_comesBackByItself_andLosesNothingSilently() {
    try (LucenePassageStore store = open()) {
      PassageWriter first = store.writer().session();
      write(first, 0);
      first.commit();
      write(first, 1);
      first.refresh();
      assertThat(visible(store)).isEqualTo(2);

      full = true;
      assertThatThrownBy(
              () -> {
                write(first, 2);
                first.commit();
              })
          .isInstanceOf(Outage.class)
          .hasMessageContaining("Lucene index")
          .hasMessageContaining("No space left on device");
      assertThatThrownBy(() -> write(first, 3)).isInstanceOf(Outage.class);
      assertThat(visible(store)).as("still read while the disk is full").isEqualTo(2);

      full = false;
      PassageWriter second = store.writer().session();
      assertThat(second.applied().offsets().values()).as("what is durable").containsOnly(0L);
      assertThatThrownBy(() -> write(first, 3))
          .as("who wrote before must not go on over the gap")
          .isInstanceOf(Outage.class);
      assertThat(visible(store)).as("nobody reads less than before").isEqualTo(2);
      assertThatThrownBy(() -> store.searcher().open(point(2)))
          .as("nor more than there is")
          .isInstanceOf(Outage.class)
          .hasMessageContaining("catches up");
      assertThat(second.head(document(1))).as("lost, and so written again").isEmpty();
      second.skip(new Position("embedded", 0, 0));
      second.refresh();
      assertThat(visible(store)).as("still not there again").isEqualTo(2);
      for (int i = 1; i < 4; i++) {
        write(second, i);
      }
      second.refresh();
      second.commit();
      assertThat(visible(store)).isEqualTo(4);
    }
    try (LucenePassageStore again = open()) {
      assertThat(again.writer().applied().offsets().values()).containsOnly(3L);
      assertThat(visible(again)).isEqualTo(4);
    }
  }

  @Test
  void commitOntoAFullDisk_fails_andIsMadeGoodOnceThereIsRoom() {
    try (LucenePassageStore store = openRecent()) {
      PassageWriter writer = store.writer().session();
      write(writer, 0);
      writer.commit();
      full = true;
      write(writer, 1);
      writer.refresh();
      assertThat(visible(store)).isEqualTo(2);
      assertThatThrownBy(writer::commit)
          .isInstanceOf(Outage.class)
          .hasMessageContaining("No space left on device");
      full = false;
      PassageWriter next = store.writer().session();
      assertThat(next.applied().offsets().values()).as("nothing is gone").containsOnly(1L);
      next.commit();
      full = true;
      write(next, 2);
    }
    full = false;
    try (LucenePassageStore again = openRecent()) {
      assertThat(again.writer().applied().offsets().values())
          .as("closed on a full disk it holds what was durable")
          .containsOnly(1L);
      assertThat(visible(again)).isEqualTo(2);
    }
  }

  @Test
  void largeDocumentUnderWay_whenTheDiskWasFull_isNotReadInPart() {
    try (LucenePassageStore store = open()) {
      PassageWriter first = store.writer().session();
      write(first, 0);
      var passage = new Passage("p", 0, List.of(), Optional.empty(), "text", 2);
      var embedded = new EmbeddedPassage(passage, Vector.normalised(1, 1), false);
      first.prepare(
          document(1),
          new Version(new Position("documents", 0, 1), Instant.EPOCH),
          new EmbeddedDocument(Metadata.NONE, Collections.nCopies(300, embedded), List.of()),
          new Position("embedded", 0, 1));
      first.commit();
      full = true;
      assertThatThrownBy(
              () -> {
                write(first, 2);
                first.commit();
              })
          .isInstanceOf(Outage.class);
      full = false;

      PassageWriter second = store.writer().session();
      write(second, 2);
      second.refresh();
      assertThat(visible(store)).as("its record does not come again").isEqualTo(2);
    }
  }

  @Test
  void catalogueWhoseDiskWasFull_comesBackWithWhatIsDurable() {
    try (LuceneCatalogue catalogue =
        LuceneCatalogue.open(folder, path -> new SmallDisk(FSDirectory.open(path)))) {
      catalogue.apply(event(0), new Position("events", 0, 0));
      catalogue.commit("");
      assertThat(catalogue.recover()).as("nothing was wrong").isFalse();

      full = true;
      assertThatThrownBy(
              () -> {
                catalogue.apply(event(1), new Position("events", 0, 1));
                catalogue.commit("");
              })
          .isInstanceOf(Outage.class);
      full = false;

      assertThat(catalogue.recover()).isTrue();
      assertThat(catalogue.durable().offsets().values()).containsOnly(0L);
      assertThat(catalogue.find(document(1))).isEmpty();
      catalogue.apply(event(1), new Position("events", 0, 1));
      catalogue.commit("");
      assertThat(catalogue.find(document(0))).isPresent();
      assertThat(catalogue.find(document(1))).isPresent();
      assertThat(catalogue.durable().offsets().values()).containsOnly(1L);
    }
  }

  private static IndexEvent event(int i) {
    return new IndexEvent(
        new Origin(
            document(i), new Version(new Position("documents", 0, i), Instant.EPOCH), List.of()),
        DocumentState.INDEXED,
        new Position("embedded", 0, i),
        Metadata.NONE,
        1,
        1,
        0,
        Optional.empty());
  }

  @Test
  void close_afterTheDiskWasFull_letsGo() {
    LucenePassageStore store = open();
    full = true;
    assertThatThrownBy(
            () -> {
              write(store.writer(), 0);
              store.writer().commit();
            })
        .isInstanceOf(Outage.class);
    store.close();
    full = false;
    open().close();
  }

  /** Takes no byte while it is full. */
  private final class SmallDisk extends FilterDirectory {
    SmallDisk(Directory in) {
      super(in);
    }

    private void require() throws IOException {
      if (full) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public IndexOutput createOutput(String name, IOContext context) throws IOException {
      require();
      return new FilterIndexOutput("small", name, super.createOutput(name, context)) {
        @Override
        public void writeByte(byte b) throws IOException {
          require();
          super.writeByte(b);
        }

        @Override
        public void writeBytes(byte[] b, int offset, int length) throws IOException {
          require();
          super.writeBytes(b, offset, length);
        }
      };
    }
  }
}
