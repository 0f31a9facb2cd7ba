package dev.freshet.stores.qdrant;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Passage;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.Facts;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.PassageKey;
import dev.freshet.common.store.SparseText;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.VectorFactory;
import io.qdrant.client.VectorsFactory;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/** Passages as points, and back. */
final class PassagePoints {
  private final SparseVectors sparse;

  PassagePoints(SparseVectors sparse) {
    this.sparse = sparse;
  }

  /** A point's id is its passage's key: both are 128 bits. */
  static PointId id(PassageKey key) {
    return PointIdFactory.id(
        new UUID(
            Long.parseUnsignedLong(key.value(), 0, 16, 16),
            Long.parseUnsignedLong(key.value(), 16, 32, 16)));
  }

  static PassageKey key(PointId id) {
    return new PassageKey(id.getUuid().replace("-", ""));
  }

  /** The ids of all passages of a version. */
  static List<PointId> ids(DocumentIdentity identity, Version version, int passages) {
    return IntStream.range(0, passages)
        .mapToObj(ordinal -> id(PassageKey.of(identity, version, ordinal)))
        .toList();
  }

  PointStruct point(
      DocumentIdentity identity,
      Version version,
      Metadata metadata,
      EmbeddedPassage embedded,
      Position input) {
    Passage passage = embedded.passage();
    Payload payload = new Payload();
    asked(payload, identity, metadata, input);
    about(payload, version, metadata);
    payload
        .put(PayloadFields.IDENTITY, passage.identity())
        .put(PayloadFields.ORDINAL, passage.ordinal())
        .put(PayloadFields.HEADINGS, passage.headingPath())
        .put(PayloadFields.TEXT, passage.text())
        .put(PayloadFields.TOKENS, passage.tokens());
    passage.page().ifPresent(page -> payload.put(PayloadFields.PAGE, page));
    return PointStruct.newBuilder()
        .setId(id(PassageKey.of(identity, version, passage.ordinal())))
        .setVectors(
            VectorsFactory.namedVectors(
                vectors(embedded.vector(), sparse.of(SparseText.of(metadata, passage)))))
        .putAllPayload(payload.values())
        .build();
  }

  private static Map<String, Points.Vector> vectors(Vector dense, SparseVectors.Sparse sparse) {
    Map<String, Points.Vector> vectors = new TreeMap<>();
    vectors.put(Names.DENSE, VectorFactory.vector(dense.toArray()));
    if (!sparse.isEmpty()) {
      vectors.put(Names.SPARSE, VectorFactory.vector(sparse.weights(), sparse.indices()));
    }
    return vectors;
  }

  /** What filters ask for. */
  private static void asked(
      Payload payload, DocumentIdentity identity, Metadata metadata, Position input) {
    Map<String, Double> ranges = Facts.numbers(metadata);
    Facts.times(metadata).forEach((field, millis) -> ranges.put(field, (double) millis));
    ranges.replaceAll((_, number) -> SearchFilters.finite(number));
    payload
        .put(PayloadFields.TENANT, identity.tenant().name())
        .put(PayloadFields.SOURCE, identity.source())
        .put(PayloadFields.DOCUMENT, identity.key())
        .put(PayloadFields.READERS, Facts.readers(metadata.acl()))
        .put(PayloadFields.FACTS, Facts.of(identity, metadata))
        .putPairs(
            PayloadFields.RANGES, PayloadFields.RANGE_FIELD, PayloadFields.RANGE_VALUE, ranges)
        .put(PayloadFields.SINCE, input.offset())
        .put(PayloadFields.SINCE_IN, input.log().toString());
  }

  /** What is said of a document, in a passage or in a head. */
  static void about(Payload payload, Version version, Metadata metadata) {
    payload
        .put(PayloadFields.VERSION, version.position().token())
        .put(PayloadFields.VERSION_AT, version.publishedAt().toEpochMilli())
        .put(PayloadFields.TITLE, metadata.title())
        .put(PayloadFields.FILENAME, metadata.filename())
        .put(PayloadFields.CONTENT_TYPE, metadata.contentType())
        .put(PayloadFields.SOURCE_URI, metadata.sourceUri())
        .put(PayloadFields.PUBLISHED_AT, metadata.publishedAt())
        .put(PayloadFields.EXPIRES_AT, metadata.expiresAt())
        .put(PayloadFields.ACL, metadata.acl())
        .put(PayloadFields.META, metadata.meta())
        .put(PayloadFields.AUTHOR, metadata.author())
        .put(PayloadFields.CREATED_AT, metadata.createdAt())
        .put(PayloadFields.MODIFIED_AT, metadata.modifiedAt())
        .put(PayloadFields.BYTES, metadata.bytes());
  }

  static Metadata metadata(Payload payload) {
    return new Metadata(
        payload.text(PayloadFields.TITLE),
        payload.text(PayloadFields.FILENAME),
        payload.text(PayloadFields.CONTENT_TYPE),
        payload.text(PayloadFields.SOURCE_URI),
        payload.time(PayloadFields.PUBLISHED_AT),
        payload.time(PayloadFields.EXPIRES_AT),
        payload.texts(PayloadFields.ACL),
        payload.textMap(PayloadFields.META),
        payload.text(PayloadFields.AUTHOR),
        payload.time(PayloadFields.CREATED_AT),
        payload.time(PayloadFields.MODIFIED_AT),
        payload.number(PayloadFields.BYTES).orElse(0L));
  }

  static Version version(Payload payload) {
    return new Version(
        Position.parse(payload.text(PayloadFields.VERSION)),
        Instant.ofEpochMilli(payload.requiredNumber(PayloadFields.VERSION_AT)));
  }

  /** A point read with its payload. */
  static FoundPassage found(RetrievedPoint point) {
    Payload payload = new Payload(point.getPayloadMap());
    return new FoundPassage(
        key(point.getId()),
        DocumentIdentity.parse(payload.text(PayloadFields.DOCUMENT)),
        version(payload),
        metadata(payload),
        new Passage(
            payload.text(PayloadFields.IDENTITY),
            Math.toIntExact(payload.requiredNumber(PayloadFields.ORDINAL)),
            payload.texts(PayloadFields.HEADINGS),
            payload.number(PayloadFields.PAGE).map(Math::toIntExact),
            payload.text(PayloadFields.TEXT),
            Math.toIntExact(payload.requiredNumber(PayloadFields.TOKENS))),
        payload.requiredNumber(PayloadFields.SINCE));
  }

  /** The dense vector of a point read with it; empty where it has none. */
  static Optional<Vector> vector(RetrievedPoint point) {
    Points.VectorOutput dense = point.getVectors().getVectors().getVectorsMap().get(Names.DENSE);
    if (dense == null) {
      return Optional.empty();
    }
    List<Float> numbers = dense.getDense().getDataList();
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i);
    }
    return Optional.of(Vector.of(values));
  }
}
