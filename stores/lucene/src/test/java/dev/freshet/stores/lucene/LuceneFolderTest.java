package dev.freshet.stores.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
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
  void open_dimensionOutOfRange_isRefused() {
    assertThatThrownBy(() -> open(4097))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dimension is 4097: give 1 to 4096");
  }

  @Test
  void settings_default_areTheMeasuredOnes() {
    assertThat(LuceneSettings.DEFAULT).isEqualTo(new LuceneSettings(64, 1, 20_000, 100));
  }

  @Test
  void settings_given_areTaken() {
    Settings settings =
        new Settings(
            Map.of(
                "lucene.ram-buffer-mib", "16",
                "lucene.merge-threads", "2",
                "lucene.exact-below", "0",
                "lucene.candidates", "200"),
            Map.of(),
            Map.of());
    assertThat(LuceneSettings.of(settings)).isEqualTo(new LuceneSettings(16, 2, 0, 200));
  }
}
