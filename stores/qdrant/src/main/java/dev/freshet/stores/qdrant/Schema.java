package dev.freshet.stores.qdrant;

import dev.freshet.common.failure.Outage;
import io.qdrant.client.ValueFactory;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.IntegerIndexParams;
import io.qdrant.client.grpc.Collections.KeywordIndexParams;
import io.qdrant.client.grpc.Collections.Modifier;
import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Collections.QuantizationConfig;
import io.qdrant.client.grpc.Collections.QuantizationType;
import io.qdrant.client.grpc.Collections.ScalarQuantization;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Makes a generation's collections, or holds those that stand against what is needed. */
final class Schema {
  private static final long FORMAT = 1;
  private static final String FORMAT_NAME = "freshetFormat";
  private static final String AVERAGE_NAME = "averageTerms";
  private static final String LOG_NAME = "kafkaCluster";

  private static final PayloadIndexParams TENANT =
      keyword(KeywordIndexParams.newBuilder().setIsTenant(true).build());
  private static final PayloadIndexParams WORD = keyword(KeywordIndexParams.getDefaultInstance());
  private static final PayloadIndexParams NUMBER =
      PayloadIndexParams.newBuilder()
          .setIntegerIndexParams(
              IntegerIndexParams.newBuilder().setLookup(false).setRange(true).build())
          .build();

  private static final PayloadIndexParams LOOKUP =
      PayloadIndexParams.newBuilder()
          .setIntegerIndexParams(
              IntegerIndexParams.newBuilder().setLookup(true).setRange(false).build())
          .build();

  private final QdrantServer server;
  private final QdrantSettings settings;
  private final Names names;
  private final int dimension;
  private final String log;

  Schema(QdrantServer server, QdrantSettings settings, Names names, int dimension, String log) {
    this.server = server;
    this.settings = settings;
    this.names = names;
    this.dimension = dimension;
    this.log = log;
  }

  private static PayloadIndexParams keyword(KeywordIndexParams params) {
    return PayloadIndexParams.newBuilder().setKeywordIndexParams(params).build();
  }

  /**
   * Afterwards both collections are there, with all indexes.
   *
   * @throws IllegalStateException when one stands that is of another make
   */
  void ensure() {
    CollectionInfo passages = ensure(names.passages(), this::passages);
    check(names.passages(), passages);
    index(names.passages(), passages, passageIndexes());
    CollectionInfo heads = ensure(names.heads(), this::heads);
    checkOrigin(names.heads(), heads);
    index(names.heads(), heads, headIndexes());
  }

  private CollectionInfo ensure(String name, Supplier<CreateCollection.Builder> making) {
    if (!exists(name)) {
      CreateCollection.Builder collection =
          making
              .get()
              .setCollectionName(name)
              .setOnDiskPayload(settings.payloadOnDisk())
              .setReplicationFactor(settings.replicas())
              .setWriteConsistencyFactor(settings.replicas())
              .putMetadata(FORMAT_NAME, ValueFactory.value(FORMAT))
              .putMetadata(AVERAGE_NAME, ValueFactory.value(settings.averageTerms()))
              .putMetadata(LOG_NAME, ValueFactory.value(log));
      if (settings.shards() > 0) {
        collection.setShardNumber(settings.shards());
      }
      try {
        server.ask("make " + name, client -> client.createCollectionAsync(collection.build()));
      } catch (Outage e) {
        // Another process may have made it meanwhile; then it is held against what is needed.
        if (!exists(name)) {
          throw e;
        }
      }
    }
    return server.ask("describe " + name, client -> client.getCollectionInfoAsync(name));
  }

  private boolean exists(String name) {
    return server.ask("look for " + name, client -> client.collectionExistsAsync(name));
  }

  private CreateCollection.Builder passages() {
    // Vectors have unit length, so the dot product is the cosine; Qdrant's own cosine would scale
    // each vector again and change its last bits.
    VectorParams.Builder dense =
        VectorParams.newBuilder()
            .setSize(dimension)
            .setDistance(Distance.Dot)
            .setOnDisk(settings.vectorsOnDisk());
    if (settings.quantisation() == QdrantSettings.Quantisation.INT8) {
      dense.setQuantizationConfig(
          QuantizationConfig.newBuilder()
              .setScalar(
                  ScalarQuantization.newBuilder()
                      .setType(QuantizationType.Int8)
                      .setAlwaysRam(true)));
    }
    return CreateCollection.newBuilder()
        .setVectorsConfig(
            VectorsConfig.newBuilder()
                .setParamsMap(VectorParamsMap.newBuilder().putMap(Names.DENSE, dense.build())))
        .setSparseVectorsConfig(
            SparseVectorConfig.newBuilder()
                .putMap(
                    Names.SPARSE,
                    SparseVectorParams.newBuilder().setModifier(Modifier.Idf).build()));
  }

  private CreateCollection.Builder heads() {
    return CreateCollection.newBuilder()
        .setVectorsConfig(
            VectorsConfig.newBuilder().setParamsMap(VectorParamsMap.getDefaultInstance()));
  }

  private void check(String name, CollectionInfo info) {
    checkOrigin(name, info);
    Map<String, VectorParams> vectors =
        info.getConfig().getParams().getVectorsConfig().getParamsMap().getMapMap();
    VectorParams dense = vectors.get(Names.DENSE);
    if (dense == null || dense.getSize() != dimension || dense.getDistance() != Distance.Dot) {
      throw refused(
          name,
          "holds vectors of "
              + (dense == null
                  ? "no such name"
                  : dense.getSize() + " numbers by " + dense.getDistance())
              + ", and the generation's have "
              + dimension
              + " by Dot");
    }
    long average = metadata(info, AVERAGE_NAME).getIntegerValue();
    if (average != settings.averageTerms()) {
      throw refused(
          name,
          "was made with qdrant.average-terms "
              + average
              + ", and "
              + settings.averageTerms()
              + " is set: scores would not compare. Set it back");
    }
  }

  private void checkOrigin(String name, CollectionInfo info) {
    long format = metadata(info, FORMAT_NAME).getIntegerValue();
    if (format != FORMAT) {
      throw refused(
          name,
          format == 0
              ? "was not made by Freshet"
              : "is of format " + format + ", and this Freshet reads " + FORMAT);
    }
    String filledFrom = metadata(info, LOG_NAME).getStringValue();
    if (!filledFrom.equals(log)) {
      throw refused(
          name,
          "was filled from the Kafka cluster "
              + filledFrom
              + ", and this one is "
              + log
              + ": its positions mean nothing here");
    }
  }

  private static Value metadata(CollectionInfo info, String name) {
    return info.getConfig().getMetadataMap().getOrDefault(name, Value.getDefaultInstance());
  }

  private static IllegalStateException refused(String name, String why) {
    return new IllegalStateException(
        "the Qdrant collection \""
            + name
            + "\" "
            + why
            + "; or set qdrant.collections to another beginning, or delete the collection");
  }

  private static Map<String, PayloadIndexParams> passageIndexes() {
    Map<String, PayloadIndexParams> indexes = new LinkedHashMap<>();
    indexes.put(PayloadFields.TENANT, TENANT);
    indexes.put(PayloadFields.SOURCE, WORD);
    indexes.put(PayloadFields.DOCUMENT, WORD);
    indexes.put(PayloadFields.READERS, WORD);
    indexes.put(PayloadFields.FACTS, WORD);
    indexes.put(PayloadFields.RANGES + "[]." + PayloadFields.RANGE_FIELD, WORD);
    indexes.put(
        PayloadFields.RANGES + "[]." + PayloadFields.RANGE_VALUE,
        PayloadIndexParams.getDefaultInstance());
    indexes.put(PayloadFields.SINCE, NUMBER);
    indexes.put(PayloadFields.SINCE_IN, WORD);
    indexes.put(PayloadFields.UNTIL, NUMBER);
    indexes.put(PayloadFields.UNTIL_IN, WORD);
    indexes.put(PayloadFields.EXPIRES_AT, NUMBER);
    indexes.put(PayloadFields.ORDINAL, LOOKUP);
    return indexes;
  }

  private static Map<String, PayloadIndexParams> headIndexes() {
    Map<String, PayloadIndexParams> indexes = new LinkedHashMap<>();
    indexes.put(PayloadFields.KIND, WORD);
    indexes.put(PayloadFields.SINCE, NUMBER);
    indexes.put(PayloadFields.SINCE_IN, WORD);
    indexes.put(PayloadFields.EXPIRES_AT, NUMBER);
    indexes.put(PayloadFields.BURIED, NUMBER);
    indexes.put(PayloadFields.OFFSET, NUMBER);
    return indexes;
  }

  private void index(String name, CollectionInfo info, Map<String, PayloadIndexParams> indexes) {
    Map<String, ?> standing = info.getPayloadSchemaMap();
    indexes.forEach(
        (field, params) -> {
          if (!standing.containsKey(field)) {
            server.ask(
                "index " + field + " of " + name,
                client ->
                    client.createPayloadIndexAsync(
                        name,
                        field,
                        type(params),
                        params.hasKeywordIndexParams() || params.hasIntegerIndexParams()
                            ? params
                            : null,
                        true,
                        null,
                        null));
          }
        });
  }

  private static PayloadSchemaType type(PayloadIndexParams params) {
    if (params.hasKeywordIndexParams()) {
      return PayloadSchemaType.Keyword;
    }
    return params.hasIntegerIndexParams() ? PayloadSchemaType.Integer : PayloadSchemaType.Float;
  }
}
