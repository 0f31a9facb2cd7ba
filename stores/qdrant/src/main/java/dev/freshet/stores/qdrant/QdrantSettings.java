package dev.freshet.stores.qdrant;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.time.Duration;
import java.util.List;

/**
 * Where Qdrant is, and how the collections are kept and searched.
 *
 * @param address {@code host:port} of its gRPC interface
 * @param apiKey empty: none is sent
 * @param tls whether to speak TLS
 * @param timeout of one request
 * @param collections what the collections' names begin with
 * @param shards of a new collection; 0: as the server thinks
 * @param replicas of each shard; every one has a write before it counts
 * @param vectorsOnDisk whether vectors are read from the disk instead of kept in memory
 * @param payloadOnDisk whether texts and metadata are
 * @param quantisation how vectors are kept in memory for the first comparison
 * @param averageTerms how many terms a passage has on average, for BM25
 * @param candidates how wide the graph is searched at least
 */
public record QdrantSettings(
    String address,
    String apiKey,
    boolean tls,
    Duration timeout,
    String collections,
    int shards,
    int replicas,
    boolean vectorsOnDisk,
    boolean payloadOnDisk,
    Quantisation quantisation,
    int averageTerms,
    int candidates) {

  /** How vectors are kept in memory for the first comparison; the best are compared whole. */
  public enum Quantisation {
    /** As they are. */
    NONE,
    /** A byte a number. */
    INT8
  }

  /** Where it is. */
  public static final Setting<String> ADDRESS =
      Setting.text(
          "qdrant.address", "localhost:6334", "Where Qdrant's gRPC interface is, as host:port.");

  /** What lets us in. */
  public static final Setting<String> API_KEY =
      Setting.secret("qdrant.api-key", "The key that Qdrant asks for; empty: none is sent.");

  /** Whether to speak TLS. */
  public static final Setting<Boolean> TLS =
      Setting.flag("qdrant.tls", false, "Whether to speak TLS with Qdrant.");

  /** Of one request. */
  public static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "qdrant.timeout",
          "10s",
          Duration.ofMillis(100),
          Duration.ofMinutes(5),
          "How long one request to Qdrant may take.");

  /** What names begin with. */
  public static final Setting<String> COLLECTIONS =
      Setting.text(
          "qdrant.collections",
          "freshet-",
          "What the names of the collections begin with; the generation's name follows.");

  /** Of a new collection. */
  public static final Setting<Integer> SHARDS =
      Setting.integer(
          "qdrant.shards", 0, 0, 1024, "Shards of a new collection; 0: as Qdrant thinks.");

  /** Of each shard. */
  public static final Setting<Integer> REPLICAS =
      Setting.integer(
          "qdrant.replicas",
          1,
          1,
          16,
          "Copies of each shard of a new collection; every one has a write before it counts.");

  /** Where vectors are. */
  public static final Setting<Boolean> VECTORS_ON_DISK =
      Setting.flag(
          "qdrant.vectors-on-disk", false, "Whether vectors are read from the disk, not memory.");

  /** Where payload is. */
  public static final Setting<Boolean> PAYLOAD_ON_DISK =
      Setting.flag(
          "qdrant.payload-on-disk", true, "Whether texts and metadata are read from the disk.");

  /** How vectors are kept in memory. */
  public static final Setting<Quantisation> QUANTISATION =
      Setting.choice(
          "qdrant.quantisation",
          Quantisation.class,
          Quantisation.NONE,
          "How vectors are kept in memory for the first comparison of a search.");

  /** For BM25. */
  public static final Setting<Integer> AVERAGE_TERMS =
      Setting.integer(
          "qdrant.average-terms",
          100,
          1,
          100_000,
          "How many terms a passage has on average: BM25 measures length by it. Of a generation it"
              + " never changes.");

  /** How wide the graph is searched. */
  public static final Setting<Integer> CANDIDATES =
      Setting.integer(
          "qdrant.candidates",
          128,
          10,
          10_000,
          "How many passages the dense search takes from the graph at least; more finds more of"
              + " the best.");

  /** All of them, for the printed reference. */
  public static final List<Setting<?>> ALL =
      List.of(
          ADDRESS,
          API_KEY,
          TLS,
          TIMEOUT,
          COLLECTIONS,
          SHARDS,
          REPLICAS,
          VECTORS_ON_DISK,
          PAYLOAD_ON_DISK,
          QUANTISATION,
          AVERAGE_TERMS,
          CANDIDATES);

  /** Reads them. */
  public static QdrantSettings of(Settings settings) {
    return new QdrantSettings(
        settings.get(ADDRESS),
        settings.get(API_KEY),
        settings.get(TLS),
        settings.get(TIMEOUT),
        settings.get(COLLECTIONS),
        settings.get(SHARDS),
        settings.get(REPLICAS),
        settings.get(VECTORS_ON_DISK),
        settings.get(PAYLOAD_ON_DISK),
        settings.get(QUANTISATION),
        settings.get(AVERAGE_TERMS),
        settings.get(CANDIDATES));
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "Qdrant at " + address;
  }
}
