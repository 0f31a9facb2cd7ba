package dev.freshet.stores.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a folder is refused for, and the settings. */
class LuceneFolderTest {
  @TempDir Path folder;

  private LucenePassageStore open(int dimension) {
    return LucenePassageStore.open(folder, dimension, LuceneSettings.DEFAULT);
  }

  @Test
  void open_folderInUse_isRefused() {
    try (var first = open(4)) {
      assertThat(first.writer().applied().offsets()).isEmpty();
      assertThatThrownBy(() -> open(4))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "the index in "
                  + folder
                  + " is in use by another process: stop that one, or give another data folder");
    }
  }

  @Test
  void open_otherDimension_isRefused() {
    open(4).close();
    assertThatThrownBy(() -> open(5))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the index in "
                + folder
                + " was made with dimension 4, and 5 is wanted: give another folder");
  }

  @Test
  void open_ofAnotherFormat_isRefused() throws IOException {
    open(4).close();
    mark(Map.of("format", "2", "dimension", "4"));
    assertThatThrownBy(() -> open(4))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the index in "
                + folder
                + " was made with format 2, and 1 is wanted: go on with the version of Freshet that"
                + " made it, or give another data folder and publish again");
  }

  @Test
  void open_ofATimeWithoutFormats_isRefused_andLeftAsItIs() throws IOException {
    open(4).close();
    mark(Map.of("dimension", "4"));
    for (int dimension : new int[] {4, 5}) {
      assertThatThrownBy(() -> open(dimension))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("the index in " + folder + " was made with format none");
    }
    mark(Map.of("format", "1", "dimension", "4"));
    open(4).close();
  }

  /** Rewrites what the last commit carries. */
  private void mark(Map<String, String> marks) throws IOException {
    var config = new IndexWriterConfig().setCodec(new PassageCodec());
    try (Directory directory = FSDirectory.open(folder);
        var writer = new IndexWriter(directory, config)) {
      writer.setLiveCommitData(marks.entrySet());
      writer.commit();
    }
  }

  @Test
  void open_dimensionOutOfRange_isRefused() {
    assertThatThrownBy(() -> open(4097))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dimension is 4097: give 1 to 4096");
  }

  @Test
  void settings_default_areTheMeasuredOnes() {
    assertThat(LuceneSettings.DEFAULT).isEqualTo(new LuceneSettings(16, 1, 20_000, 400));
  }

  @Test
  void settings_given_areTaken() {
    Settings settings =
        new Settings(
            Map.of(
                "lucene.ram-buffer-mib", "32",
                "lucene.merge-threads", "2",
                "lucene.exact-below", "0",
                "lucene.candidates", "200"),
            Map.of(),
            Map.of());
    assertThat(LuceneSettings.of(settings)).isEqualTo(new LuceneSettings(32, 2, 0, 200));
  }
}
