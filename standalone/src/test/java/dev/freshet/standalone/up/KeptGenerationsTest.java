package dev.freshet.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.embed.ModelIdentity;
import dev.freshet.common.settings.InvalidSettings;
import dev.freshet.embedders.adapter.Adapter;
import dev.freshet.embedders.adapter.AdapterFolder;
import dev.freshet.standalone.process.StartRefused;
import dev.freshet.standalone.up.KeptGenerations.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptGenerationsTest {
  private static final Kept SMALL =
      new Kept("aaa", true, false, Map.of("passage.max-tokens", "220", "embedder", "onnx"));
  private static final Kept LARGE =
      new Kept("bbb", false, false, Map.of("passage.max-tokens", "400", "embedder", "onnx"));

  @TempDir private Path folder;

  private KeptGenerations kept() {
    return KeptGenerations.in(folder, UpSettings.Store.LUCENE);
  }

  private StandingGenerations standing(Map<String, String> flags) {
    return StandingGenerations.in(
        folder, Configuration.of(flags, Map.of(), Map.of()), () -> "a cluster");
  }

  @Test
  void passagesKeptElsewhere_areRefusedWithTheFix() {
    kept().add(SMALL);
    assertThatThrownBy(() -> KeptGenerations.in(folder, UpSettings.Store.QDRANT))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("keeps its passages in lucene, not in qdrant: give --store lucene");
  }

  @Test
  void folderOfBefore_keepsItsPassagesInLucene() throws IOException {
    kept().add(SMALL);
    Path file = folder.resolve(KeptGenerations.FILE);
    Files.writeString(file, Files.readString(file).replace("store=lucene", ""));
    assertThat(kept().serving()).isEqualTo(SMALL);
  }

  @Test
  void firstOne_serves_alsoAfterARestart() {
    assertThat(kept().none()).isTrue();
    kept().add(SMALL);
    assertThat(kept().serving()).isEqualTo(SMALL);
  }

  @Test
  void anotherOne_isBuiltBeside_andServesWhenTold() {
    kept().add(SMALL);
    kept().add(LARGE);
    assertThat(kept().serves("aaa")).isTrue();
    assertThat(kept().alive()).containsExactly(SMALL, LARGE);

    kept().serve("bbb");

    assertThat(kept().serving()).isEqualTo(LARGE);
  }

  @Test
  void droppedOne_isRememberedUntilNothingIsLeft() {
    kept().add(SMALL);
    kept().add(LARGE);

    kept().drop("bbb");
    assertThat(kept().alive()).containsExactly(SMALL);
    assertThat(kept().dropped()).extracting(Kept::name).containsExactly("bbb");

    kept().forget("bbb");
    assertThat(kept().dropped()).isEmpty();
  }

  @Test
  void settingsThatNoneWasMadeWith_areRefusedWithTheFix() {
    kept().add(SMALL);
    Map<String, String> flags =
        Map.of("data", folder.toString(), "passage.max-tokens", "128", "embedder", "onnx");

    assertThatThrownBy(() -> standing(flags).close())
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("indexed with passage.max-tokens 220")
        .hasMessageContaining("./freshet reindex --set passage.max-tokens=128");
  }

  @Test
  void settingsOfOneThatDoesNotServe_areTaken() {
    kept().add(SMALL);
    kept().add(LARGE);
    Map<String, String> flags = Map.of("data", folder.toString(), "passage.max-tokens", "400");

    try (var standing = standing(flags)) {
      assertThat(standing.serves("aaa")).isTrue();
    }
  }

  @Test
  void placeOfAModel_mayChange() {
    kept().add(SMALL);
    Map<String, String> flags =
        Map.of("data", folder.toString(), "embedder.http.url", "http://elsewhere:8081");

    try (var standing = standing(flags)) {
      assertThat(standing.settings("aaa")).doesNotContainKey("embedder.http.url");
    }
  }

  @Test
  void adapterThatNoneWasMadeWith_isKept_andRefusedWithTheFix() throws IOException {
    kept().add(SMALL);
    Adapter adapter = Adapter.of(new ModelIdentity("m", 1, 512, "m-1"), new float[] {.5f});
    Path file = folder.resolve("mine.adapter");
    adapter.write(file);
    Map<String, String> flags =
        Map.of("data", folder.toString(), "embedder.adapter", file.toString());

    assertThatThrownBy(() -> standing(flags).close())
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(
            "indexed with embedder.adapter nothing, and it is now given as " + adapter.hash())
        .hasMessageContaining("./freshet reindex --set embedder.adapter=" + adapter.hash());
    Files.delete(file);
    assertThat(AdapterFolder.in(folder).find(adapter.hash()).hash()).isEqualTo(adapter.hash());
  }

  @Test
  void settingOfLater_isEmptyInAFolderOfBefore() {
    kept().add(SMALL);
    Map<String, String> flags = Map.of("data", folder.toString(), "embedder.adapter", "");

    try (var standing = standing(flags)) {
      assertThat(standing.serves("aaa")).isTrue();
      assertThat(standing.settings("aaa")).containsEntry("embedder.adapter", "");
    }
  }

  @Test
  void adapterThatIsNone_isRefusedAtTheStart() {
    Map<String, String> flags =
        Map.of("data", folder.toString(), "embedder.adapter", folder.resolve("gone").toString());

    assertThatThrownBy(() -> standing(flags).close())
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(
            "embedder.adapter: cannot read the adapter " + folder.resolve("gone"));
  }

  @Test
  void fileThatCannotBeRead_isRefused() throws IOException {
    kept().add(SMALL);
    Files.writeString(folder.resolve(KeptGenerations.FILE), "serving=ccc\ngenerations=ccc\n");

    assertThatThrownBy(this::kept)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("ccc.first is missing");
  }
}
