package dev.freshet.standalone.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Passage;
import dev.freshet.common.document.PermissionNotice;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.topics.EmbeddedDocumentCodec;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.FlowRecord;
import dev.freshet.common.topics.Outcome;
import dev.freshet.common.topics.PermissionNoticeCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Topics as the jobs and the query service write them. */
final class FakeRecords implements Records {
  static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  static final String EMBEDDED = "freshet.embedded.g";

  private final Map<LogPartition, List<ConsumerRecord<byte[], byte[]>>> logs =
      new TreeMap<>(
          Comparator.comparing(LogPartition::topic).thenComparingInt(LogPartition::partition));
  private final Map<String, Runnable> during = new HashMap<>();
  private final FlowCodec<EmbeddedDocument> codec = new FlowCodec<>(new EmbeddedDocumentCodec());

  FakeRecords() {
    logs.put(new LogPartition(EMBEDDED, 0), new ArrayList<>());
  }

  static DocumentIdentity identity(String tenant, String id) {
    return new DocumentIdentity("documents", new Tenant(tenant), new DocumentId(id));
  }

  private static Origin origin(DocumentIdentity identity, long offset) {
    return new Origin(
        identity, new Version(new Position("documents", 0, offset), NOW), Optional.empty());
  }

  static Metadata titled(String title) {
    return Metadata.NONE.withTitle(title);
  }

  /** What a publisher says besides. */
  static Metadata metadata(
      String title, List<String> acl, Map<String, String> meta, Optional<Instant> expires) {
    return new Metadata(
        title,
        "",
        "",
        "https://docs.test/" + title.replace(' ', '-'),
        Optional.empty(),
        expires,
        acl,
        meta,
        "",
        Optional.empty(),
        Optional.empty(),
        0);
  }

  /** Passages without headings. */
  static List<Passage> passages(String... texts) {
    List<Passage> passages = new ArrayList<>();
    for (String text : texts) {
      passages.add(passage(passages.size(), List.of(), text));
    }
    return passages;
  }

  static Passage passage(int ordinal, List<String> headings, String text) {
    return new Passage("i" + ordinal, ordinal, headings, Optional.empty(), text, 10);
  }

  /** A version of a document of the tenant "default" in partition 0. */
  FakeRecords document(String id, long offset, Metadata metadata, List<Passage> passages) {
    return document(0, identity("default", id), offset, metadata, passages);
  }

  FakeRecords document(
      int partition,
      DocumentIdentity identity,
      long offset,
      Metadata metadata,
      List<Passage> passages) {
    List<EmbeddedPassage> embedded =
        passages.stream().map(p -> new EmbeddedPassage(p, Vector.of(1, 0), false)).toList();
    return flow(
        partition,
        identity,
        offset,
        new Outcome.Content<>(new EmbeddedDocument(metadata, embedded, List.of())));
  }

  FakeRecords deletion(String id, long offset) {
    return flow(0, identity("default", id), offset, new Outcome.Deleted<>());
  }

  private FakeRecords flow(
      int partition, DocumentIdentity identity, long offset, Outcome<EmbeddedDocument> outcome) {
    return flow(EMBEDDED, partition, identity, offset, outcome);
  }

  /** A version, or a deletion, that is parsed and not embedded yet. */
  FakeRecords parsed(String id, long offset, boolean deleted) {
    Outcome<EmbeddedDocument> content =
        new Outcome.Content<>(new EmbeddedDocument(Metadata.NONE, List.of(), List.of()));
    return flow(
        "freshet.parsed",
        0,
        identity("default", id),
        offset,
        deleted ? new Outcome.Deleted<>() : content);
  }

  private FakeRecords flow(
      String topic,
      int partition,
      DocumentIdentity identity,
      long offset,
      Outcome<EmbeddedDocument> outcome) {
    var encoded = codec.encode(new FlowRecord<>(origin(identity, offset), outcome));
    add(topic, partition, encoded.key(), encoded.value(), encoded.headers());
    return this;
  }

  /** What happens while a topic is read. */
  FakeRecords during(String topic, Runnable happens) {
    during.put(topic, happens);
    return this;
  }

  /** That a newer version may be read by these alone. */
  FakeRecords notice(String id, long offset, Set<String> readers) {
    var notice =
        new PermissionNotice(
            identity("default", id), origin(identity("default", id), offset).version(), readers);
    add(
        "freshet.permissions",
        0,
        PermissionNoticeCodec.key(notice),
        new PermissionNoticeCodec().encode(notice),
        new RecordHeaders());
    return this;
  }

  /**
   * A query as it is recorded.
   *
   * @param given such as {@code a@3:0,1}: of version 3 of a the passages 0 and 1
   */
  FakeRecords query(String id, String tenant, String text, String... given) {
    List<String> documents = new ArrayList<>();
    for (String each : given) {
      String document = each.substring(0, each.indexOf('@'));
      String version = each.substring(each.indexOf('@') + 1, each.indexOf(':'));
      documents.add(
          "{\"id\":\"%s\",\"source\":\"documents\",\"version\":\"documents-0@%s\",\"passages\":1,\"ordinals\":[%s]}"
              .formatted(document, version, each.substring(each.indexOf(':') + 1)));
    }
    return json(
        "freshet.audit",
        id,
        ("{\"id\":\"%s\",\"tenant\":\"%s\",\"state\":\"done\",\"status\":200,"
                + "\"queries\":[{\"text\":\"%s\"}],\"documents\":[%s]}")
            .formatted(id, tenant, text, String.join(",", documents)));
  }

  /**
   * A judgement as it is recorded.
   *
   * @param more such as {@code ,"passage":1}
   */
  FakeRecords feedback(
      String query, String tenant, String who, String document, boolean helpful, String more) {
    return feedback(query, tenant, who, document, helpful, more, NOW.toString());
  }

  /** The same of the document "a" at some time of that day. */
  FakeRecords said(String query, String time, String who, boolean helpful, String more) {
    return feedback(query, "default", who, "a", helpful, more, "2026-07-01T" + time);
  }

  private FakeRecords feedback(
      String query,
      String tenant,
      String who,
      String document,
      boolean helpful,
      String more,
      String time) {
    return json(
        "freshet.feedback",
        query,
        ("{\"queryId\":\"%s\",\"time\":\"%s\",\"tenant\":\"%s\",\"principals\":[\"%s\"],"
                + "\"document\":\"%s\",\"helpful\":%s%s}")
            .formatted(query, time, tenant, who, document, helpful, more));
  }

  FakeRecords json(String topic, String key, String value) {
    add(topic, 0, key.getBytes(UTF_8), value.getBytes(UTF_8), new RecordHeaders());
    return this;
  }

  /** Another generation, of nothing. */
  FakeRecords generation(String name) {
    logs.put(new LogPartition("freshet.embedded." + name, 0), new ArrayList<>());
    return this;
  }

  private void add(String topic, int partition, byte[] key, byte[] value, Headers headers) {
    var log = logs.computeIfAbsent(new LogPartition(topic, partition), _ -> new ArrayList<>());
    log.add(
        new ConsumerRecord<>(
            topic,
            partition,
            log.size(),
            NOW.toEpochMilli() + log.size(),
            TimestampType.CREATE_TIME,
            key.length,
            value.length,
            key,
            value,
            headers,
            Optional.empty()));
  }

  @Override
  public Set<String> topics() {
    return Set.copyOf(logs.keySet().stream().map(LogPartition::topic).distinct().toList());
  }

  @Override
  public List<LogPartition> partitions(String topic) {
    return logs.keySet().stream().filter(log -> log.topic().equals(topic)).toList();
  }

  @Override
  public long end(LogPartition log) {
    return logs.get(log).size();
  }

  @Override
  public void read(LogPartition log, long to, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    List.copyOf(logs.get(log)).stream().filter(record -> record.offset() < to).forEach(reader);
    Optional.ofNullable(during.remove(log.topic())).ifPresent(Runnable::run);
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
