package dev.freshet.standalone.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.common.document.Lane;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.standalone.broker.BrokerSettings;
import dev.freshet.standalone.broker.EmbeddedBroker;
import dev.freshet.standalone.up.Configuration;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a broker tells, each thing caused on a real one; every test has topics of its own. */
@Timeout(180)
class DiagnosisTest {
  private static final long WITHIN_SECONDS = 20;
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private static Path folder;
  private static EmbeddedBroker broker;
  private static Admin admin;
  private static int tests;

  private final List<AutoCloseable> open = new ArrayList<>();
  private final String prefix = "t" + tests++ + ".";
  private final TopicNames topics = new TopicNames(prefix);
  private final String source = "documents-" + prefix + "x";

  @BeforeAll
  static void startBroker() throws Exception {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    broker = EmbeddedBroker.start(folder.resolve("kafka"), new BrokerSettings(port, 64L << 20));
    admin = Admin.create(kafka());
  }

  @AfterAll
  static void stopBroker() {
    admin.close();
    broker.close();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private static Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", broker.bootstrap());
  }

  private JsonNode diagnosed(Map<String, Object> kafka, Map<String, String> settings) {
    var its = Configuration.of(settings, Map.of(), Map.of());
    var subject =
        new Subject(
            "up",
            its.effective(),
            its.masks(),
            folder,
            List.of(SourceTopic.parse(source)),
            topics,
            prefix,
            () -> kafka,
            () -> "own",
            new MicrometerTelemetry());
    return new Diagnosis(subject, InstantSource.system()).tree();
  }

  /** What is wrong with Kafka's side, whatever the machine of the tests is like. */
  private List<String> found(Map<String, String> settings) {
    JsonNode tree = diagnosed(kafka(), settings);
    // Without a group of theirs nothing is known of readers, and that is said.
    assertThat(tree.path("troubles").valueStream().map(JsonNode::asText))
        .hasSize(tree.at("/kafka/groups").isEmpty() ? 1 : 0)
        .allSatisfy(one -> assertThat(one).contains("groups", "permission DESCRIBE"));
    return tree.path("findings")
        .valueStream()
        .filter(one -> !one.path("name").asText().matches("disk.*|memory.*|heap.*|open-files.*"))
        .map(one -> one.path("name").asText() + ": " + one.path("seen").asText())
        .toList();
  }

  private List<String> found() {
    return found(Map.of());
  }

  private static String millis(Duration time) {
    return Long.toString(time.toMillis());
  }

  private void make(String name, int partitions, Map<String, String> configs) throws Exception {
    admin
        .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(configs)))
        .all()
        .get(WITHIN_SECONDS, TimeUnit.SECONDS);
    while (!admin.listTopics().names().get(WITHIN_SECONDS, TimeUnit.SECONDS).contains(name)) {
      Thread.onSpinWait();
    }
  }

  /** A source topic as it is made by the jobs. */
  private void source(Map<String, String> more) throws Exception {
    Map<String, String> configs = new HashMap<>(Map.of("max.message.bytes", "52000000"));
    configs.putAll(more);
    make(source, 1, configs);
  }

  private void send(String topic, Instant time) throws Exception {
    try (var producer =
        new KafkaProducer<>(kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  topic, 0, time.toEpochMilli(), "d".getBytes(UTF_8), "text".getBytes(UTF_8)))
          .get(WITHIN_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** A member of a group; it has its partitions, or none, once it has polled for a while. */
  private KafkaConsumer<byte[], byte[]> member(String group, String topic) {
    Map<String, Object> config = new HashMap<>(kafka());
    config.put("group.id", group);
    config.put("auto.offset.reset", "earliest");
    config.put("enable.auto.commit", false);
    var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(topic));
    open.add(() -> consumer.close(CloseOptions.timeout(Duration.ZERO)));
    return consumer;
  }

  private void commit(String group, String topic, long offset) throws Exception {
    admin
        .alterConsumerGroupOffsets(
            group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset)))
        .all()
        .get(WITHIN_SECONDS, TimeUnit.SECONDS);
  }

  /** Polls until the group has all of them as its members and its partitions are given out. */
  private static void settle(
      String group, List<KafkaConsumer<byte[], byte[]>> members, int partitions) throws Exception {
    while (true) {
      members.forEach(one -> one.poll(Duration.ofMillis(20)));
      if (admin.listGroups().all().get(WITHIN_SECONDS, TimeUnit.SECONDS).stream()
          .noneMatch(one -> one.groupId().equals(group))) {
        continue;
      }
      ConsumerGroupDescription its =
          admin
              .describeConsumerGroups(List.of(group))
              .all()
              .get(WITHIN_SECONDS, TimeUnit.SECONDS)
              .get(group);
      int assigned =
          its.members().stream().mapToInt(m -> m.assignment().topicPartitions().size()).sum();
      if (its.groupState() == GroupState.STABLE
          && its.members().size() == members.size()
          && assigned == partitions) {
        return;
      }
    }
  }

  @Test
  void topicsAsTheJobsMakeThem_areWell() throws Exception {
    source(Map.of());
    Map<String, String> between =
        Map.of("cleanup.policy", "compact", "max.message.bytes", "64000000");
    make(topics.parsed(Lane.LIVE), 2, between);
    make(topics.embedded("own", Lane.LIVE), 2, between);
    Map<String, String> events = new HashMap<>(between);
    events.put("min.compaction.lag.ms", "3600000");
    make(topics.indexEvents(), 2, events);
    make(
        topics.deadLetters(),
        2,
        Map.of("max.message.bytes", "53000000", "retention.ms", millis(Duration.ofDays(30))));
    assertThat(found()).isEmpty();
  }

  @Test
  void topicThatDeletesByAge_orTakesSmallRecords() throws Exception {
    source(Map.of("max.message.bytes", "2097152"));
    make(
        topics.parsed(Lane.LIVE),
        1,
        Map.of("cleanup.policy", "compact,delete", "max.message.bytes", "64000000"));
    assertThat(found())
        .containsExactlyInAnyOrder(
            "records-too-small: "
                + source
                + " takes records of 2 MiB, those of publish.max-bytes and what is made of them may"
                + " have 48 MiB",
            "topic-not-compacted: "
                + prefix
                + "parsed has cleanup.policy=compact,delete and retention.ms=604800000");
    assertThat(found(Map.of("publish.max-bytes", "1MB")))
        .singleElement()
        .asString()
        .startsWith("topic-not-compacted");
  }

  @Test
  void moreReplicasInSyncThanThereAre_andWritesAreRefused() throws Exception {
    source(Map.of("min.insync.replicas", "2"));
    assertThat(found())
        .containsExactly(
            "min-insync-beyond-replicas: " + source + " has 1 replicas and min.insync.replicas=2");
  }

  @Test
  void retentionOfOldVersions_beyondWhatEventsKeep() throws Exception {
    make(
        topics.indexEvents(),
        1,
        Map.of("cleanup.policy", "compact", "min.compaction.lag.ms", "3600000"));
    assertThat(found(Map.of("index.retention", "2h")))
        .containsExactly(
            "events-compacted-early: "
                + prefix
                + "index-events has min.compaction.lag.ms=3600000, index.retention is 2h");
    assertThat(found(Map.of("index.retention", "1h"))).isEmpty();
  }

  @Test
  void deletionsForgottenBeforeLettersAre() throws Exception {
    assertThat(found(Map.of("index.tombstone-retention", "29d")))
        .containsExactly(
            "deletions-forgotten-early: index.tombstone-retention is 29d, dead letters are kept"
                + " 30d");
    make(
        topics.deadLetters(),
        1,
        Map.of("max.message.bytes", "53000000", "retention.ms", millis(DAY)));
    assertThat(found(Map.of("index.tombstone-retention", "29d"))).isEmpty();
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topics.deadLetters()),
                List.of(
                    new AlterConfigOp(
                        new ConfigEntry("retention.ms", "-1"), AlterConfigOp.OpType.SET))))
        .all()
        .get(WITHIN_SECONDS, TimeUnit.SECONDS);
    while (found().isEmpty()) {
      Thread.onSpinWait(); // brokers take a change over a moment later
    }
    assertThat(found()).singleElement().asString().endsWith("31d, dead letters are kept for ever");
  }

  @Test
  void clockOfAPublisher_andDeadLettersOfTheLastHour() throws Exception {
    source(Map.of());
    make(
        topics.deadLetters(),
        1,
        Map.of("max.message.bytes", "53000000", "retention.ms", "1000000000"));
    send(topics.deadLetters(), Instant.now().minus(Duration.ofHours(3)));
    commit(prefix + "parse", source, 0);
    assertThat(found()).isEmpty();
    send(topics.deadLetters(), Instant.now());
    send(source, Instant.now().plus(Duration.ofMinutes(10)));
    commit(prefix + "parse", source, 1);
    assertThat(found())
        .anySatisfy(
            one ->
                assertThat(one)
                    .isEqualTo(
                        "dead-letters: 1 documents became dead letters in the last hour; 2 are"
                            + " kept"))
        .anySatisfy(
            one ->
                assertThat(one)
                    .matches(
                        "clocks-differ: the newest record of .* is of (59[0-9]|600) s from now, by"
                            + " this machine's clock"))
        .hasSize(2);
  }

  @Test
  void recordsDeletedBeforeTheyWereRead() throws Exception {
    source(Map.of());
    for (int i = 0; i < 4; i++) {
      send(source, Instant.now());
    }
    commit(prefix + "parse", source, 1);
    var consumer = member(prefix + "permissions", source); // reads sources too, and is no parse
    settle(prefix + "permissions", List.of(consumer), 1);
    admin
        .deleteRecords(Map.of(new TopicPartition(source, 0), RecordsToDelete.beforeOffset(3)))
        .all()
        .get(WITHIN_SECONDS, TimeUnit.SECONDS);
    assertThat(found())
        .containsExactlyInAnyOrder(
            "records-lost: "
                + prefix
                + "parse was at offset 1 of "
                + source
                + "-0, which begins at 3",
            "step-without-workers: 3 records wait on "
                + source
                + ", and no process does the step parse");
    commit(prefix + "parse", source, 4);
    assertThat(found()).isEmpty();
  }

  @Test
  void recordsThatAreDeletedSoon_andNobodyHasReadThem() throws Exception {
    source(Map.of("retention.ms", millis(DAY.multipliedBy(4))));
    send(source, Instant.now().minus(DAY.multipliedBy(3)));
    send(source, Instant.now());
    commit(prefix + "parse", source, 0);
    assertThat(found())
        .contains(
            "retention-shorter-than-lag: "
                + prefix
                + "parse has 2 records of "
                + source
                + "-0 before it, the first older than 2d; the topic deletes after 4d");
    commit(prefix + "parse", source, 1);
    assertThat(found()).noneMatch(one -> one.startsWith("retention"));
  }

  @Test
  void moreProcessesThanPartitions() throws Exception {
    source(Map.of());
    List<KafkaConsumer<byte[], byte[]>> members =
        List.of(member(prefix + "parse", source), member(prefix + "parse", source));
    settle(prefix + "parse", members, 1);
    assertThat(found())
        .containsExactly(
            "too-few-partitions: 1 of 2 processes in the group "
                + prefix
                + "parse have no partition; it reads "
                + source
                + " of 1");
    admin
        .createPartitions(Map.of(source, NewPartitions.increaseTo(2)))
        .all()
        .get(WITHIN_SECONDS, TimeUnit.SECONDS);
    members.forEach(one -> one.unsubscribe());
    members.forEach(one -> one.subscribe(List.of(source)));
    settle(prefix + "parse", members, 2);
    assertThat(found()).isEmpty();
  }

  @Test
  void generationThatNobodyIndexes_andOneThatIsNotOurs() throws Exception {
    String other = topics.embedded("other", Lane.LIVE);
    make(other, 1, Map.of("cleanup.policy", "compact", "max.message.bytes", "64000000"));
    assertThat(found()).isEmpty();
    send(other, Instant.now());
    assertThat(found()).as("no group is seen").isEmpty();
    commit(prefix + "index", other, 0);
    assertThat(found())
        .containsExactly(
            "generation-left: the generation other has embedded documents, and no process indexes"
                + " them");
    settle(prefix + "index", List.of(member(prefix + "index", other)), 1);
    assertThat(found())
        .containsExactly(
            "another-generation: this process works on the generation own, the ingest services on"
                + " other");
  }

  @Test
  void kafkaThatDoesNotAnswer_isATroubleAndTheRestIsTold() throws Exception {
    int nobody;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = free.getLocalPort();
    }
    JsonNode tree =
        diagnosed(
            Map.of("bootstrap.servers", "127.0.0.1:" + nobody), Map.of("parse.deadline", "9m"));
    assertThat(tree.path("troubles")).singleElement().asString().contains("Kafka");
    assertThat(tree.path("kafka")).isEmpty();
    assertThat(tree.path("findings").toString()).contains("parse-deadline-beyond-window");
    assertThat(tree.path("threads").asText()).contains("deadlocks: none", "DiagnosisTest");
  }

  @Test
  void answer_hasWhatTheContractSays() throws Exception {
    source(Map.of());
    JsonNode tree = diagnosed(kafka(), Map.of("parse.deadline", "9m"));
    JsonNode contract;
    try (var in = Diagnosis.class.getResourceAsStream("/openapi/diagnosis.json")) {
      contract = new ObjectMapper().readTree(in).at("/components/schemas");
    }
    assertThat(names(contract.at("/Diagnosis/properties"))).isEqualTo(names(tree));
    assertThat(contract.at("/Diagnosis/required")).hasSize(tree.size());
    assertThat(names(contract.at("/DiagnosisFinding/properties")))
        .isEqualTo(names(tree.at("/findings/0")));
    assertThat(tree.at("/kafka/topics/0/name").asText()).isEqualTo(source);
    assertThat(tree.at("/versions/kafka-clients").asText()).matches("\\d+\\..*");
    assertThat(tree.path("settings").size()).isGreaterThan(100);
  }

  private static Set<String> names(JsonNode object) {
    var names = new TreeSet<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
