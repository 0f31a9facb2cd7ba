package dev.freshet.evaluation.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.embed.Purpose;
import dev.freshet.embedders.testkit.HashingEmbedder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorsTest {
  private static final List<String> TEXTS = List.of("herons", "reeds", "herons", "slow water");

  @TempDir private Path folder;
  private final List<Integer> embedded = new ArrayList<>();

  private float[][] vectors(List<String> texts) throws Exception {
    embedded.clear();
    try (var model = new HashingEmbedder()) {
      return new Vectors(folder, model).of(texts, Purpose.PASSAGE, (done, _) -> embedded.add(done));
    }
  }

  @Test
  void texts_areEmbeddedOnce_alsoAfterARunThatWasBrokenOff() throws Exception {
    float[][] first = vectors(TEXTS);
    assertThat(embedded).containsExactly(1, 2, 3);
    assertThat(first[2]).containsExactly(first[0]);
    try (var files = Files.list(folder)) {
      Files.write(files.findFirst().orElseThrow(), new byte[77], StandardOpenOption.APPEND);
    }
    assertThat(vectors(TEXTS)).isDeepEqualTo(first);
    assertThat(embedded).isEmpty();
    assertThat(vectors(List.of("bridges", "reeds"))[1]).containsExactly(first[1]);
    assertThat(embedded).containsExactly(1);
    assertThat(vectors(List.of("bridges", "slow water"))[1]).containsExactly(first[3]);
    assertThat(embedded).isEmpty();
  }
}
