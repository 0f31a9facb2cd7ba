package dev.freshet.stores.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Passage;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.PassageKey;
import dev.freshet.stores.testkit.Samples;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PassagePointsTest {
  private final PassagePoints points = new PassagePoints(new SparseVectors(100));

  private static Metadata metadata(Map<String, String> meta) {
    return new Metadata(
        "Title",
        "file.pdf",
        "application/pdf",
        "https://example.org/a",
        Optional.of(Instant.ofEpochMilli(1)),
        Optional.of(Instant.ofEpochMilli(-1)),
        List.of("user:ann"),
        meta,
        "",
        Optional.empty(),
        Optional.of(Instant.EPOCH),
        7);
  }

  private PointStruct point(Metadata metadata) {
    Passage passage = new Passage("0123", 4, List.of("A", "B"), Optional.of(3), "Line\n🚀", 9);
    return points.point(
        Samples.document("ordner/straße 水?#%.pdf"),
        Samples.version(3),
        metadata,
        new EmbeddedPassage(passage, Samples.vector("x"), false),
        Samples.input(5));
  }

  @Test
  void writtenAndRead_isTheSame() {
    Metadata metadata = metadata(Map.of("team", "legal", "", "unnamed", "n", "7"));
    PointStruct written = point(metadata);
    FoundPassage found =
        PassagePoints.found(
            RetrievedPoint.newBuilder()
                .setId(written.getId())
                .putAllPayload(written.getPayloadMap())
                .build());
    var identity = Samples.document("ordner/straße 水?#%.pdf");
    assertThat(found)
        .isEqualTo(
            new FoundPassage(
                PassageKey.of(identity, Samples.version(3), 4),
                identity,
                Samples.version(3),
                metadata,
                new Passage("0123", 4, List.of("A", "B"), Optional.of(3), "Line\n🚀", 9),
                5));
  }

  @Test
  void id_isTheKey() {
    PassageKey key = PassageKey.of(Samples.document("a"), Samples.version(1), 0);
    assertThat(PassagePoints.key(PassagePoints.id(key))).isEqualTo(key);
    assertThat(PassagePoints.ids(Samples.document("a"), Samples.version(1), 2))
        .startsWith(PassagePoints.id(key))
        .hasSize(2);
  }

  /** JSON has no infinity. */
  @Test
  void numberBeyondAllBounds_isTheLargestThereIs() {
    var ranges = point(metadata(Map.of("n", "1e999"))).getPayloadMap().get(PayloadFields.RANGES);
    assertThat(ranges.getListValue().getValuesList())
        .extracting(v -> v.getStructValue().getFieldsOrThrow(PayloadFields.RANGE_VALUE))
        .anyMatch(v -> v.getDoubleValue() == Double.MAX_VALUE);
  }
}
