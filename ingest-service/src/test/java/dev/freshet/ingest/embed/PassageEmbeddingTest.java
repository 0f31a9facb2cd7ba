package dev.freshet.ingest.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Passage;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.embed.VectorCache;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.ingest.fakes.DirectExecutor;
import dev.freshet.ingest.fakes.FakeEmbedder;
import dev.freshet.ingest.fakes.FakeTelemetry;
import dev.freshet.ingest.streams.OutageRetry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PassageEmbeddingTest {
  private static final DocumentIdentity DOCUMENT =
      new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId("d"));

  private final FakeEmbedder embedder = new FakeEmbedder();
  private final FakeTelemetry telemetry = new FakeTelemetry();
  private final List<DocumentIdentity> asked = new ArrayList<>();
  private final Map<String, Vector> stored = new HashMap<>();
  private final PassageEmbedding embedding =
      new PassageEmbedding(
          embedder,
          new VectorCache(2),
          identity -> {
            asked.add(identity);
            return stored;
          },
          new OutageRetry(telemetry, new Random(1)),
          new DirectExecutor());

  private static Passage passage(int ordinal, String text) {
    return new Passage("id-" + text, ordinal, List.of(), Optional.empty(), text, 1);
  }

  private List<EmbeddedPassage> embed(List<Passage> passages) throws Exception {
    return embedding.embed(DOCUMENT, passages);
  }

  @Test
  void vectorsThatTheStoreHolds_areTakenOver() throws Exception {
    stored.put("id-a", FakeEmbedder.vector("as stored"));
    stored.put("id-elsewhere", FakeEmbedder.vector("of no use"));
    List<EmbeddedPassage> embedded = embed(List.of(passage(0, "a"), passage(1, "b")));
    assertThat(embedded)
        .containsExactly(
            new EmbeddedPassage(passage(0, "a"), FakeEmbedder.vector("as stored"), true),
            new EmbeddedPassage(passage(1, "b"), FakeEmbedder.vector("b"), false));
    assertThat(embedder.calls).hasValue(1);
    assertThat(asked).containsExactly(DOCUMENT);
  }

  @Test
  void storeIsAsked_onlyWhereMemoryDoesNotKnowAll() throws Exception {
    embed(List.of(passage(0, "a"), passage(1, "b")));
    embed(List.of(passage(0, "b"), passage(1, "a")));
    assertThat(asked).hasSize(1);
  }

  @Test
  void passages_keepTheirOrder_andGetTheirOwnVectors() throws Exception {
    List<EmbeddedPassage> embedded = embed(List.of(passage(0, "a"), passage(1, "b")));
    assertThat(embedded)
        .containsExactly(
            new EmbeddedPassage(passage(0, "a"), FakeEmbedder.vector("a"), false),
            new EmbeddedPassage(passage(1, "b"), FakeEmbedder.vector("b"), false));
  }

  @Test
  void onlyWhatChanged_isEmbedded() throws Exception {
    embed(List.of(passage(0, "a"), passage(1, "b")));
    List<EmbeddedPassage> again = embed(List.of(passage(0, "new"), passage(1, "b")));
    assertThat(again).extracting(EmbeddedPassage::reused).containsExactly(false, true);
    assertThat(again.get(1).vector()).isEqualTo(FakeEmbedder.vector("b"));
    assertThat(embedder.calls).hasValue(3);
  }

  @Test
  void equalPassages_ofOneDocument_areEmbeddedOnce() throws Exception {
    List<EmbeddedPassage> embedded = embed(List.of(passage(0, "a"), passage(1, "a")));
    assertThat(embedded).extracting(EmbeddedPassage::reused).containsExactly(false, true);
    assertThat(embedder.calls).hasValue(1);
  }

  @Test
  void leastRecentlyUsedVector_isForgotten() throws Exception {
    embed(List.of(passage(0, "a"), passage(1, "b"), passage(2, "c")));
    assertThat(embed(List.of(passage(0, "a"))).getFirst().reused()).isFalse();
  }

  @Test
  void outage_isSeenThrough() throws Exception {
    embedder.outages.set(1);
    assertThat(embed(List.of(passage(0, "a")))).hasSize(1);
    assertThat(telemetry.outages).containsExactly("embedder");
  }

  @Test
  void refusal_isThrown() {
    assertThatThrownBy(() -> embed(List.of(passage(0, "refuse me"))))
        .isInstanceOf(Refused.class)
        .hasMessage("will not embed that");
  }
}
