package dev.freshet.ingest.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.document.Passage;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.ingest.fakes.DirectExecutor;
import dev.freshet.ingest.fakes.FakeEmbedder;
import dev.freshet.ingest.fakes.FakeTelemetry;
import dev.freshet.ingest.streams.OutageRetry;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PassageEmbeddingTest {
  private final FakeEmbedder embedder = new FakeEmbedder();
  private final FakeTelemetry telemetry = new FakeTelemetry();
  private final PassageEmbedding embedding =
      new PassageEmbedding(
          embedder,
          new VectorCache(2),
          new OutageRetry(telemetry, new Random(1)),
          new DirectExecutor());

  private static Passage passage(int ordinal, String text) {
    return new Passage("id-" + text, ordinal, List.of(), Optional.empty(), text, 1);
  }

  @Test
  void passages_keepTheirOrder_andGetTheirOwnVectors() throws Exception {
    List<EmbeddedPassage> embedded = embedding.embed(List.of(passage(0, "a"), passage(1, "b")));
    assertThat(embedded)
        .containsExactly(
            new EmbeddedPassage(passage(0, "a"), FakeEmbedder.vector("a"), false),
            new EmbeddedPassage(passage(1, "b"), FakeEmbedder.vector("b"), false));
  }

  @Test
  void onlyWhatChanged_isEmbedded() throws Exception {
    embedding.embed(List.of(passage(0, "a"), passage(1, "b")));
    List<EmbeddedPassage> again = embedding.embed(List.of(passage(0, "new"), passage(1, "b")));
    assertThat(again).extracting(EmbeddedPassage::reused).containsExactly(false, true);
    assertThat(again.get(1).vector()).isEqualTo(FakeEmbedder.vector("b"));
    assertThat(embedder.calls).hasValue(3);
  }

  @Test
  void equalPassages_ofOneDocument_areEmbeddedOnce() throws Exception {
    List<EmbeddedPassage> embedded = embedding.embed(List.of(passage(0, "a"), passage(1, "a")));
    assertThat(embedded).extracting(EmbeddedPassage::reused).containsExactly(false, true);
    assertThat(embedder.calls).hasValue(1);
  }

  @Test
  void leastRecentlyUsedVector_isForgotten() throws Exception {
    embedding.embed(List.of(passage(0, "a"), passage(1, "b"), passage(2, "c")));
    assertThat(embedding.embed(List.of(passage(0, "a"))).getFirst().reused()).isFalse();
  }

  @Test
  void outage_isSeenThrough() throws Exception {
    embedder.outages.set(1);
    assertThat(embedding.embed(List.of(passage(0, "a")))).hasSize(1);
    assertThat(telemetry.outages).containsExactly("embedder");
  }

  @Test
  void refusal_isThrown() {
    assertThatThrownBy(() -> embedding.embed(List.of(passage(0, "refuse me"))))
        .isInstanceOf(Refused.class)
        .hasMessage("will not embed that");
  }
}
