package dev.freshet.embedders.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.text.Sha256;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundledModelTest {
  private static final Path CACHE = Path.of("target", "onnx-cache");
  private static final List<String> TEXTS =
      List.of(
          "Kafka keeps records in partitions.",
          "The notice period of the tenancy is three months to the end of a quarter.",
          "The boundary layer on a flat plate becomes turbulent at high Reynolds numbers. "
              .repeat(9),
          "x");

  @Test
  void hashesAndVersion_areThoseOfTheJars() throws Exception {
    try (InputStream tokenizer = BundledModel.tokenizer()) {
      assertThat(Sha256.hex(tokenizer.readAllBytes())).isEqualTo(BundledModel.TOKENIZER_SHA256);
    }
    assertThat(Sha256.hex(BundledModel.graph())).isEqualTo(BundledModel.GRAPH_SHA256);
    NativeLibraries.prepare(CACHE);
    assertThat(OrtEnvironment.getEnvironment().getVersion())
        .isEqualTo(NativeLibraries.RUNTIME_VERSION);
  }

  @Test
  void editedGraph_givesTheVectorsOfTheShippedOne() throws Exception {
    NativeLibraries.prepare(CACHE);
    ModelFile shipped = ModelFile.shipped(CACHE);
    ModelFile edited = ModelFile.prepare(OnnxSettings.bundled(CACHE));
    assertThat(edited.path()).isNotEqualTo(shipped.path());
    assertThat(edited.fingerprint()).isNotEqualTo(shipped.fingerprint());
    OnnxModel one = OnnxModel.load(shipped.path(), Pooling.CLS);
    OnnxModel other = OnnxModel.load(edited.path(), Pooling.CLS);
    try (InputStream json = BundledModel.tokenizer()) {
      TextTokens tokens = TextTokens.read(json, new Gate(), 512);
      for (String text : TEXTS) {
        Vector before = Vector.normalised(one.run(tokens.ids(text)));
        Vector after = Vector.normalised(other.run(tokens.ids(text)));
        assertThat(before.dot(after)).isGreaterThan(0.999);
      }
      tokens.free();
    } finally {
      one.free();
      other.free();
    }
  }

  @Test
  void graphOfAnotherForm_isNotEdited() throws Exception {
    assertThat(ClassRowEdit.apply(new byte[0])).isEmpty();
  }

  @Test
  void question_isNearestToItsAnswer() {
    try (OnnxEmbedder embedder = OnnxEmbedder.open(OnnxSettings.bundled(CACHE))) {
      Vector query =
          embedder.embed(List.of("how long is the notice period"), Purpose.QUERY).getFirst();
      List<Vector> passages = embedder.embed(TEXTS, Purpose.PASSAGE);
      assertThat(passages).allMatch(passage -> query.dot(passage) <= query.dot(passages.get(1)));
      assertThat(embedder.identity().dimension()).isEqualTo(384);
    }
  }
}
