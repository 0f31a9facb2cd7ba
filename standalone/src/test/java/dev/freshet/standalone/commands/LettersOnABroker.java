package dev.freshet.standalone.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.ModelIdentity;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Tokenizer;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.query.QueryService;
import dev.freshet.query.QuerySettings;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.generations.GenerationBuilder;
import dev.freshet.query.generations.ReadableGeneration;
import dev.freshet.standalone.broker.BrokerSettings;
import dev.freshet.standalone.broker.EmbeddedBroker;
import dev.freshet.stores.lucene.LuceneCatalogue;
import dev.freshet.stores.lucene.LucenePassageStore;
import dev.freshet.stores.lucene.LuceneSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.LoggerFactory;

/** A real broker, letters on it as the jobs write them, and query services that read them. */
final class LettersOnABroker implements AutoCloseable {
  static final int PARTITIONS = 2;
  private static final long LARGEST = 64L << 20;
  private static final long WITHIN_SECONDS = 20;
  private static final Embedder NOTHING = new NoEmbedder();

  private final Path folder;
  private final EmbeddedBroker broker;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;
  private int services;

  LettersOnABroker(Path folder) throws Exception {
    this.folder = folder;
    // What the broker has to say at its finest would take most of the time.
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    broker = EmbeddedBroker.start(folder.resolve("kafka"), new BrokerSettings(port, LARGEST));
    admin = Admin.create(kafka());
    Map<String, Object> config = new HashMap<>(kafka());
    config.put("max.request.size", (int) LARGEST);
    config.put("buffer.memory", 2 * LARGEST);
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", broker.bootstrap());
  }

  /**
   * Makes the topics of a test under a prefix of its own. Tests give letters a time of long ago,
   * which the broker would delete as too old half a minute after its start, in the middle of a test
   * on a busy machine: so these are kept. The jobs date a letter by the time it was written.
   */
  void topics(TopicNames topics) throws Exception {
    admin
        .createTopics(
            List.of(
                new NewTopic(topics.indexEvents(), 1, (short) 1),
                new NewTopic(topics.deadLetters(), PARTITIONS, (short) 1)
                    .configs(Map.of("retention.ms", "-1")),
                new NewTopic(topics.deadLetterMarks(), 1, (short) 1)
                    .configs(Map.of("cleanup.policy", "compact,delete")),
                new NewTopic(topics.slow(), 3, (short) 1),
                new NewTopic("documents-of-" + topics.prefix(), 1, (short) 1)))
        .all()
        .get(WITHIN_SECONDS, TimeUnit.SECONDS);
  }

  /** More topics of one partition. */
  void topics(List<String> names) throws Exception {
    admin
        .createTopics(names.stream().map(name -> new NewTopic(name, 1, (short) 1)).toList())
        .all()
        .get(WITHIN_SECONDS, TimeUnit.SECONDS);
  }

  /** Another query service on the same topics. */
  Service service(TopicNames topics) {
    return service(topics, Map.of());
  }

  /** The same with these settings. */
  Service service(TopicNames topics, Map<String, String> settings) {
    Path data = folder.resolve("service-" + services++);
    // A busy machine may take its time.
    Map<String, String> flags =
        new HashMap<>(Map.of("http.port", "0", "dead-letters.timeout", "50s"));
    flags.putAll(settings);
    LuceneCatalogue catalogue = LuceneCatalogue.open(data.resolve("catalogue"));
    LucenePassageStore store =
        LucenePassageStore.open(data.resolve("index"), 2, LuceneSettings.DEFAULT);
    QueryService service =
        new QueryService(
            QuerySettings.of(new Settings(flags, Map.of(), Map.of())),
            kafka(),
            List.of(SourceTopic.parse("documents-of-" + topics.prefix())),
            topics,
            List.of(
                new ReadableGeneration(
                    "nothing",
                    topics,
                    topics.prefix(),
                    topics.prefix(),
                    store.searcher(),
                    store.inspection(),
                    catalogue,
                    NOTHING)),
            "nothing",
            GenerationBuilder.NONE,
            Optional.empty(),
            new MicrometerTelemetry(),
            List::of,
            _ -> Reply.json(200, JsonNodeFactory.instance.objectNode()),
            InstantSource.system());
    service.start();
    return new Service(service, store, catalogue);
  }

  /** A query service with what it stands on. */
  record Service(QueryService query, LucenePassageStore store, LuceneCatalogue catalogue)
      implements AutoCloseable {
    String url() {
      return "http://127.0.0.1:" + query.port();
    }

    @Override
    public void close() {
      query.close();
      store.close();
      catalogue.close();
    }
  }

  /** Headers of a letter as the jobs write it; more of them may be put in. */
  static Map<String, String> headers(Reason reason, String version) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("filename", "plan für.pdf");
    headers.put("freshet-error-stage", "parse");
    headers.put("freshet-error-reason", reason.label());
    headers.put("freshet-error-message", "it is " + reason.label());
    headers.put("freshet-error-attempt", "1");
    headers.put("freshet-error-position", version);
    headers.put("freshet-error-time", "2026-07-01T12:00:00Z");
    headers.put("freshet-error-source-time", "2026-07-01T11:00:00Z");
    return headers;
  }

  /** Writes a letter; its position. */
  String write(
      TopicNames topics,
      int partition,
      Instant time,
      String id,
      byte[] value,
      Map<String, String> headers)
      throws Exception {
    var all = new RecordHeaders();
    headers.forEach((name, text) -> all.add(name, text.getBytes(UTF_8)));
    return send(
        new ProducerRecord<>(
            topics.deadLetters(),
            partition,
            time.toEpochMilli(),
            id == null ? null : id.getBytes(UTF_8),
            value,
            all));
  }

  /** Writes a record; its position. */
  String send(ProducerRecord<byte[], byte[]> record) throws Exception {
    var told = producer.send(record).get(WITHIN_SECONDS, TimeUnit.SECONDS);
    return told.topic() + "-" + told.partition() + "@" + told.offset();
  }

  /** All that stands on a topic now. */
  List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    Map<String, Object> config = new HashMap<>(kafka());
    config.put("auto.offset.reset", "earliest");
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(50)).forEach(records::add);
      }
    }
    return records;
  }

  /** A record's headers as text, in their order. */
  static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
    var headers = new LinkedHashMap<String, String>();
    for (Header header : record.headers()) {
      headers.put(header.key(), new String(header.value(), UTF_8));
    }
    return headers;
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
    broker.close();
  }

  /** Nothing is embedded here. */
  private static final class NoEmbedder implements Embedder {
    @Override
    public ModelIdentity identity() {
      return new ModelIdentity("nothing", 2, 512, "nothing-1");
    }

    @Override
    public Tokenizer tokenizer() {
      return String::length;
    }

    @Override
    public int batch() {
      return 1;
    }

    @Override
    public int callers() {
      return 1;
    }

    @Override
    public List<Vector> embed(List<String> texts, Purpose purpose) {
      throw new IllegalStateException("nothing is embedded here");
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
