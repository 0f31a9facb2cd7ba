package dev.freshet.standalone.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.standalone.apart.QueryConfiguration;
import dev.freshet.standalone.diagnosis.Cluster.Group;
import dev.freshet.standalone.diagnosis.Cluster.Span;
import dev.freshet.standalone.diagnosis.Cluster.Step;
import dev.freshet.standalone.diagnosis.Cluster.Topic;
import dev.freshet.standalone.process.Given;
import dev.freshet.standalone.up.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule both ways, by the facts alone; {@link DiagnosisTest} has those that a broker tells. */
class RulesTest {
  private static final long GIB = 1L << 30;
  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  private static final Machine WELL =
      new Machine(GIB, GIB / 4, 16 * GIB, 200, 65_536, 100 * GIB, 0, Map.of());

  @TempDir private Path folder;

  private static InForce up(Map<String, String> settings) {
    return new InForce(Configuration.of(settings, Map.of(), Map.of()).effective());
  }

  private static InForce query(Map<String, String> settings) {
    return new InForce(QueryConfiguration.of(new Given(settings, Map.of(), Map.of())).effective());
  }

  private static Facts facts(InForce settings, Machine machine) {
    return new Facts(settings, machine, Optional.empty(), "", 0, NOW);
  }

  private static Facts facts(Map<String, String> settings) {
    return facts(up(settings), WELL);
  }

  private static List<String> names(Facts facts) {
    return Rule.all(facts).stream().map(Finding::name).toList();
  }

  private static void assertFound(Facts facts, String name, String... seen) {
    assertThat(Rule.all(facts))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.name()).isEqualTo(name);
              assertThat(finding.seen()).contains(seen);
              assertThat(finding.why()).isNotBlank();
              assertThat(finding.fix()).isNotBlank();
            });
  }

  @Test
  void defaults_areSilent() {
    assertThat(names(facts(Map.of()))).isEmpty();
    assertThat(names(facts(query(Map.of()), WELL))).isEmpty();
    assertThat(names(new Facts(new InForce(List.of()), WELL, Optional.empty(), "", 9, NOW)))
        .containsExactly("large-files-refused");
  }

  @Test
  void parseDeadlineBeyondTheWindow() {
    assertFound(
        facts(Map.of("parse.deadline", "80s")),
        "parse-deadline-beyond-window",
        "parse.deadline is 80s",
        "three times that",
        "waits 4m");
    assertThat(names(facts(Map.of("parse.deadline", "79s")))).isEmpty();
  }

  @Test
  void slowDeadline() {
    assertFound(
        facts(Map.of("parse.slow-deadline", "2s")),
        "slow-deadline-too-short",
        "parse.slow-deadline is 2s, parse.deadline 2s");
    assertThat(names(facts(Map.of("parse.slow-deadline", "3s")))).isEmpty();
  }

  @Test
  void fileBeyondTheParser() {
    assertFound(
        facts(Map.of("parse.max-file", "49MB")),
        "file-beyond-parser",
        "publish.max-bytes is 50000000 bytes, parse.max-file 49000000 bytes");
    assertThat(names(facts(Map.of("parse.max-file", "50MB")))).isEmpty();
  }

  @Test
  void recordBeyondTheBroker() {
    assertFound(
        facts(Map.of("kafka.max-message", "20MiB")), "record-beyond-broker", "20 MiB", "49 MiB");
    assertThat(names(facts(Map.of("kafka.max-message", "20MiB", "publish.max-bytes", "20MB"))))
        .isEmpty();
  }

  @Test
  void keysInTheClear() throws Exception {
    Path keys = Files.writeString(folder.resolve("keys.yaml"), "keys: []");
    Map<String, String> wide = Map.of("http.host", "0.0.0.0", "api-keys", keys.toString());
    assertFound(facts(query(wide), WELL), "keys-in-the-clear", "http.host is 0.0.0.0");
    Map<String, String> narrow = new HashMap<>(wide);
    narrow.put("http.host", "127.0.0.1");
    assertThat(names(facts(query(narrow), WELL))).isEmpty();
    Map<String, String> tls = new HashMap<>(wide);
    tls.put("http.tls-certificate", keys.toString());
    tls.put("http.tls-key", keys.toString());
    assertThat(names(facts(query(tls), WELL))).isEmpty();
  }

  @Test
  void disk() {
    Machine full = new Machine(GIB, 0, 16 * GIB, 1, 100, GIB - 1, 0, Map.of());
    assertFound(facts(up(Map.of()), full), "disk-nearly-full", "1023 MiB free");
    Machine fits = new Machine(GIB, 0, 16 * GIB, 1, 100, GIB, 0, Map.of());
    assertThat(names(facts(up(Map.of()), fits))).isEmpty();
    assertFound(facts(up(Map.of("claim.least-free", "2GiB")), fits), "disk-nearly-full", "2.0 GiB");
  }

  @Test
  void heap() {
    assertFound(
        facts(Map.of("embed.cache-passages", "1000000")), "heap-too-small", "of a heap of 1.0 GiB");
    assertThat(names(facts(Map.of("embed.cache-passages", "200000")))).isEmpty();
    Machine kept = new Machine(GIB, GIB * 95 / 100, 16 * GIB, 1, 100, 9 * GIB, 0, Map.of());
    assertFound(facts(up(Map.of()), kept), "heap-full", "972 MiB of 1.0 GiB");
  }

  @Test
  void memory() {
    assertFound(
        facts(Map.of("parse.child-memory", "4GiB")), "memory-too-small", "5 parser", "21.0 GiB");
    assertThat(names(facts(Map.of("parse.child-memory", "2GiB")))).isEmpty();
  }

  @Test
  void openFiles() {
    Machine out = new Machine(GIB, 0, 16 * GIB, 80, 100, 9 * GIB, 0, Map.of());
    assertFound(facts(up(Map.of()), out), "open-files-nearly-out", "80 of 100");
    Machine well = new Machine(GIB, 0, 16 * GIB, 79, 100, 9 * GIB, 0, Map.of());
    assertThat(names(facts(up(Map.of()), well))).isEmpty();
  }

  @Test
  void largeFilesRefused() {
    Facts refused = new Facts(query(Map.of()), WELL, Optional.empty(), "", 3, NOW);
    assertFound(refused, "large-files-refused", "3 documents");
    Facts place =
        new Facts(
            query(Map.of("claim.location", "s3://bucket/x")), WELL, Optional.empty(), "", 3, NOW);
    assertThat(names(place)).isEmpty();
  }

  @Test
  void metricOfRequests_tellsThoseThatWereTooLarge() {
    Telemetry telemetry = new MicrometerTelemetry();
    assertThat(Diagnosis.refusedLarge(telemetry)).isZero();
    for (int status : List.of(413, 200, 200, 413)) {
      telemetry.request("PUT", "/v1/documents/{id}", status, Duration.ofMillis(1));
    }
    assertThat(Diagnosis.refusedLarge(telemetry)).isEqualTo(2);
  }

  @Test
  void retrievalThatFell_andQuestionsOutOfDate() {
    Telemetry telemetry = new MicrometerTelemetry();
    assertThat(Reevaluated.of(telemetry)).isEqualTo(Reevaluated.NONE);
    double[] state = {Double.NaN, Double.NaN, 40, 8};
    telemetry.quality().retrieval().fall(state, s -> s[1], _ -> .001, s -> s[0]);
    telemetry.quality().retrieval().judgements(state, s -> s[2], s -> s[3]);
    assertThat(names(reevaluated(telemetry))).isEmpty();
    state[0] = 1;
    state[1] = .125;
    assertFound(reevaluated(telemetry), "retrieval-fell", "0.125 below");
    state[0] = 0;
    state[3] = 9;
    assertFound(reevaluated(telemetry), "questions-out-of-date", "9 of the 40");
  }

  private static Facts reevaluated(Telemetry telemetry) {
    return new Facts(up(Map.of()), WELL, Optional.empty(), "", 0, Reevaluated.of(telemetry), NOW);
  }

  /** Several brokers, which a test has not. */
  private static Facts on(int brokers, Topic topic, Group... groups) {
    Map<String, Topic> topics = new TreeMap<>(Map.of(topic.name(), topic));
    var cluster =
        new Cluster(
            "c",
            brokers,
            List.of(SourceTopic.parse("documents")),
            TopicNames.DEFAULT,
            topics,
            Optional.of(List.of(groups)));
    return new Facts(up(Map.of()), WELL, Optional.of(cluster), "g", 0, NOW);
  }

  private static Topic topic(int replicas, int leaderless, int lagging, String inSync) {
    return new Topic(
        "freshet.audit",
        3,
        replicas,
        leaderless,
        lagging,
        Map.of("min.insync.replicas", inSync),
        Map.of(),
        -1);
  }

  @Test
  void replicas() {
    assertFound(on(3, topic(1, 0, 0, "1")), "one-replica", "one replica", "3 brokers");
    assertThat(names(on(1, topic(1, 0, 0, "1")))).isEmpty();
    assertThat(names(on(3, topic(3, 0, 0, "2")))).isEmpty();
    assertFound(on(3, topic(3, 0, 0, "3")), "min-insync-is-all", "3 replicas");
    assertFound(on(3, topic(2, 0, 0, "3")), "min-insync-beyond-replicas", "=3");
  }

  @Test
  void partitionsWithoutALeaderOrReplicas() {
    assertFound(on(3, topic(3, 1, 1, "2")), "partitions-without-leader", "1 have no leader");
    assertFound(on(3, topic(3, 0, 2, "2")), "replicas-not-in-sync", "2 lack a replica");
  }

  @Test
  void groupThatRebalances_isNotJudged() {
    Topic documents =
        new Topic("documents", 1, 1, 0, 0, Map.of(), Map.of(0, new Span(0, 9, 0, 9)), -1);
    Group joining =
        new Group(
            "freshet.parse",
            Optional.of(Step.PARSE),
            "PreparingRebalance",
            false,
            2,
            2,
            Set.of(),
            Map.of(new TopicPartition("documents", 0), 4L));
    assertThat(names(on(1, documents, joining))).isEmpty();
    assertFound(
        on(1, documents, group("freshet.index", Step.INDEX, Set.of(), Map.of())),
        "step-without-workers",
        "9 records wait on documents");
  }

  private static Group group(
      String name, Step step, Set<String> reads, Map<TopicPartition, Long> committed) {
    return new Group(
        name,
        Optional.of(step),
        reads.isEmpty() ? "Empty" : "Stable",
        true,
        reads.isEmpty() ? 0 : 1,
        0,
        reads,
        committed);
  }

  private static Topic full(String name) {
    return new Topic(
        name,
        1,
        1,
        0,
        0,
        Map.of("cleanup.policy", "delete", "retention.ms", "1000000"),
        Map.of(0, new Span(5, 9, 7, 9)),
        -1);
  }

  @Test
  void groupsThatCannotBeSeen_areNotTakenForGroupsThatAreNotThere() {
    assertThat(names(on(1, full("documents")))).isEmpty();
    assertThat(names(on(1, full("freshet.embedded.g")))).doesNotContain("step-without-workers");
  }

  @Test
  void laneThatNoSourceHas_isNotJudged() {
    Topic left = new Topic("freshet.parsed.bulk", 1, 1, 0, 0, Map.of(), full("x").spans(), -1);
    Topic slow = new Topic("freshet.parsed.slow", 1, 1, 0, 0, Map.of(), full("x").spans(), -1);
    Topic live = new Topic("freshet.parsed", 1, 1, 0, 0, Map.of(), full("x").spans(), -1);
    Group behind =
        group(
            "freshet.embed.bulk",
            Step.EMBED,
            Set.of(),
            Map.of(new TopicPartition("freshet.parsed.bulk", 0), 2L));
    assertThat(names(on(1, left, behind))).isEmpty();
    assertThat(names(on(1, slow, behind))).containsExactly("step-without-workers");
    assertThat(names(on(1, live, behind))).containsExactly("step-without-workers");
  }

  @Test
  void groupThatWasLeftBehind_saysNothingWhereAnotherReads() {
    var partition = new TopicPartition("documents", 0);
    Group old = group("old.parse", Step.PARSE, Set.of(), Map.of(partition, 2L));
    Group reads = group("freshet.parse", Step.PARSE, Set.of("documents"), Map.of(partition, 9L));
    Group fresh = group("freshet.parse", Step.PARSE, Set.of("documents"), Map.of());
    assertThat(names(on(1, full("documents"), old, reads))).isEmpty();
    assertThat(names(on(1, full("documents"), old, fresh))).isEmpty();
    assertThat(names(on(1, full("documents"), old)))
        .containsExactly("records-lost", "step-without-workers");
    Group further = group("freshet.parse", Step.PARSE, Set.of(), Map.of(partition, 9L));
    assertThat(names(on(1, full("documents"), old, further))).isEmpty();
  }

  @Test
  void topics_areOursByTheirWholeNames_sourcesFirst() {
    List<SourceTopic> sources = List.of(SourceTopic.parse("z-documents"));
    assertThat(
            new OurTopics(sources, TopicNames.DEFAULT)
                .among(
                    List.of(
                        "freshet.embedded.g.bulk",
                        "freshet.index-events.g",
                        "freshet.parsed",
                        "freshet.permissions",
                        "freshet.test.parsed",
                        "freshet.test.embedded.g",
                        "other",
                        "z-documents")))
        .containsExactly(
            "z-documents",
            "freshet.parsed",
            "freshet.permissions",
            "freshet.embedded.g.bulk",
            "freshet.index-events.g");
    assertThat(
            new OurTopics(sources, new TopicNames(""))
                .among(List.of("orders", "parsed", "parsed-orders", "z-documents")))
        .containsExactly("z-documents", "parsed");
  }

  @Test
  void endOfALargeDump_isNotRead() throws Exception {
    Path file = folder.resolve("threads.txt");
    Files.writeString(file, "x".repeat(Threads.MOST_CHARACTERS) + "the end");
    assertThat(Threads.beginning(file)).hasSize(Threads.MOST_CHARACTERS).endsWith("x");
  }

  @Test
  void stepOfAGroup_isSaidByItsName() {
    assertThat(step("freshet.parse")).contains(Step.PARSE);
    assertThat(step("freshet.0123.embed.bulk")).contains(Step.EMBED);
    assertThat(step("freshet.index.slow")).contains(Step.INDEX);
    assertThat(step("freshet.permissions")).isEmpty();
    assertThat(step("freshet.test.parse")).as("of another Freshet").isEmpty();
    assertThat(step("freshet.reindex")).isEmpty();
    assertThat(step("other.parse")).isEmpty();
  }

  private static Optional<Step> step(String group) {
    return GroupLook.step(group, "freshet.", Set.of("0123"));
  }

  @Test
  void findings_areBoundedAndTheGravestComeFirst() {
    var topics = new TreeMap<String, Topic>();
    for (int i = 0; i < 300; i++) {
      topics.put(
          "freshet.audit." + i,
          new Topic("freshet.audit." + i, 1, 1, 0, 0, Map.of(), Map.of(), -1));
    }
    var cluster = new Cluster("c", 3, List.of(), TopicNames.DEFAULT, topics, Optional.empty());
    List<Finding> all =
        Rule.all(
            new Facts(
                up(Map.of("parse.child-memory", "4GiB")), WELL, Optional.of(cluster), "", 0, NOW));
    assertThat(all).hasSize(Rule.MOST);
    assertThat(all.getFirst().grade()).isEqualTo(Finding.Grade.WRONG);
  }

  @Test
  void deadlock_isSeenInARealOne() throws Exception {
    assertThat(names(facts(up(Map.of()), Machine.look(Path.of("target")))))
        .doesNotContain("deadlock");
    var one = new ReentrantLock();
    var two = new ReentrantLock();
    var both = new CyclicBarrier(2);
    List<Thread> threads = List.of(locking(one, two, both, "a"), locking(two, one, both, "b"));
    try {
      while (Machine.look(Path.of("target")).deadlocked() < 2) {
        Thread.onSpinWait();
      }
      Machine locked = Machine.look(Path.of("target"));
      assertThat(names(facts(up(Map.of()), locked))).contains("deadlock");
      assertThat(Threads.dump())
          .contains("deadlock-a", "waits for", "which \"deadlock-b\" holds")
          .hasSizeLessThan(Threads.MOST_CHARACTERS + 100);
    } finally {
      threads.forEach(Thread::interrupt);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(Threads.dump()).startsWith("deadlocks: none").contains("RulesTest");
  }

  private static Thread locking(
      ReentrantLock first, ReentrantLock second, CyclicBarrier both, String name) {
    return Thread.ofPlatform()
        .daemon()
        .name("deadlock-" + name)
        .start(
            () -> {
              first.lock();
              try {
                both.await();
                second.lockInterruptibly();
              } catch (InterruptedException | BrokenBarrierException _) {
                // The test is done with it.
              } finally {
                first.unlock();
              }
            });
  }

  @Test
  void jvmFlags_areToldWithoutTheValuesOfProperties() {
    assertThat(
            Machine.flags(
                List.of(
                    "-Xmx1g", "-Dapi.key=hunter2", "--enable-native-access=ALL", "-javaagent:x=y")))
        .containsExactly("-Xmx1g", "-Dapi.key", "--enable-native-access=ALL", "-javaagent");
  }
}
