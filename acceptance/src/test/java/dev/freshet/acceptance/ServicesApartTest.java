package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.standalone.broker.BrokerSettings;
import dev.freshet.standalone.broker.EmbeddedBroker;
import dev.freshet.stores.testkit.RealQdrant;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The services apart, each a process, over a real broker and a real Qdrant. */
@Timeout(240)
class ServicesApartTest {
  private static final int DOCUMENTS = 120;
  private static final int LARGEST_RECORD = 64 << 20;

  @TempDir Path folder;

  private final String collections = "freshet-test-" + UUID.randomUUID() + "-";
  private final int kafkaPort = RunningFreshet.freePorts()[1];
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void startBroker() {
    open.add(
        EmbeddedBroker.start(
            folder.resolve("kafka"), new BrokerSettings(kafkaPort, LARGEST_RECORD)));
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  private <T extends AutoCloseable> T opened(T one) {
    open.add(one);
    return one;
  }

  /** With the word counts of {@link FakeModel} for vectors. */
  private RunningFreshet service(FakeModel model, String name, String data, String... more)
      throws IOException {
    Path settings =
        model.settings(
            folder.resolve(data + ".properties"),
            Map.of("qdrant.collections", collections, "sources.partitions", "2"));
    var all = new ArrayList<>(List.of("--config", settings.toString()));
    all.addAll(List.of("--data", folder.resolve(data).toString()));
    all.addAll(List.of("--qdrant", RealQdrant.address()));
    all.addAll(Arrays.asList(more));
    return opened(RunningFreshet.service(name, kafkaPort, all.toArray(String[]::new)));
  }

  private Person person(RunningFreshet query) {
    return opened(new Person(query, folder, Optional.empty()));
  }

  @Test
  void whatIsPublished_isFound_whileOneOfTwoIngestServicesIsKilled_andAnotherEnds()
      throws Exception {
    RealQdrant.address();
    FakeModel model = opened(new FakeModel());
    RunningFreshet one = service(model, "ingest-service", "one").awaitReady();
    RunningFreshet two = service(model, "ingest-service", "two").awaitReady();
    RunningFreshet query = service(model, "query-service", "query").awaitReady();
    Person person = person(query);

    var tokens = new ArrayList<String>();
    for (int i = 0; i < DOCUMENTS; i++) {
      tokens.add(person.publish("d" + i, "Heron number n" + i + ".", Map.of()));
      if (i == DOCUMENTS / 3) {
        one.kill();
      }
    }
    for (int i = 0; i < DOCUMENTS; i++) {
      int id = i;
      person.await(() -> person.found("n" + id).equals(List.of("d" + id + " " + tokens.get(id))));
    }
    String again = person.publish("d7", "Egret number n7.", Map.of());
    person.await(() -> person.found("egret").equals(List.of("d7 " + again)));
    assertThat(person.found("n7")).containsExactly("d7 " + again);

    RunningFreshet back = service(model, "ingest-service", "one").awaitReady();
    assertThat(two.stop()).as(two.output()).isZero();
    String last = person.publish("d8", "Stork number n8.", Map.of());
    person.await(() -> person.found("stork").equals(List.of("d8 " + last)));
    assertThat(back.stop()).as(back.output()).isZero();
    assertThat(query.stop()).as(query.output()).isZero();
  }

  @Test
  void queryServices_agree_andOneThatStartsOnAnEmptyFolderKnowsAll() throws Exception {
    RealQdrant.address();
    FakeModel model = opened(new FakeModel());
    service(model, "ingest-service", "ingest").awaitReady();
    Person first = person(service(model, "query-service", "first").awaitReady());
    String token = first.publish("a", "The heron.", Map.of());
    first.await(() -> !first.found("heron").isEmpty());

    Person second = person(service(model, "query-service", "second").awaitReady());
    assertThat(second.found("heron")).containsExactly("a " + token);
    assertThat(second.is("a", "indexed")).isTrue();
    first.delete("a");
    first.await(() -> first.found("heron").isEmpty());
    second.await(() -> second.found("heron").isEmpty());
  }

  @Test
  void lostCollection_isMadeAnewFromWhatIsEmbedded_withoutParsingOrEmbedding() throws Exception {
    RealQdrant.address();
    FakeModel model = opened(new FakeModel());
    RunningFreshet ingest = service(model, "ingest-service", "ingest").awaitReady();
    RunningFreshet query = service(model, "query-service", "query").awaitReady();
    Person person = person(query);
    person.publish("a", "The heron.", Map.of());
    String second = person.publish("a", "The egret.", Map.of());
    String other = person.publish("b", "The egret and the stork.", Map.of());
    person.publish("c", "The egret that went.", Map.of());
    person.delete("c");
    var expected = List.of("a " + second, "b " + other);
    person.await(() -> person.found("egret").stream().sorted().toList().equals(expected));

    RunningFreshet refused = service(model, "rebuild-store", "rebuild");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.output()).contains("still index").contains("stop them first");

    assertThat(ingest.stop()).isZero();
    assertThat(query.stop()).isZero();
    long asked = model.asked("egret");
    RunningFreshet rebuild = service(model, "rebuild-store", "rebuild");
    rebuild.awaitSaid("Start the services again.");
    assertThat(rebuild.exitCode()).as(rebuild.output()).isZero();
    assertThat(rebuild.output()).contains("2 passages of ");
    assertThat(asked).isPositive();
    assertThat(model.asked("egret")).as("texts embedded").isEqualTo(asked);

    Person later = person(service(model, "query-service", "query").awaitReady());
    assertThat(later.found("egret")).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(later.found("heron")).isEmpty();
  }

  @Test
  void stepsApart_eachInAProcessOfItsOwn() throws Exception {
    RealQdrant.address();
    FakeModel model = opened(new FakeModel());
    RunningFreshet parse = service(model, "ingest-service", "parse", "--jobs", "parse");
    RunningFreshet embed = service(model, "ingest-service", "embed", "--jobs", "embed");
    RunningFreshet index = service(model, "ingest-service", "index", "--jobs", "index");
    Person person = person(service(model, "query-service", "query").awaitReady());
    for (RunningFreshet one : List.of(parse, embed, index)) {
      one.awaitReady();
    }
    String token = person.publish("a", "The heron.", Map.of());
    person.await(() -> person.found("heron").equals(List.of("a " + token)));
    assertThat(parse.output()).contains("jobs     parse");
  }

  @Test
  void whatDoesNotAnswer_isWaitedFor_andHealthNamesIt() throws Exception {
    FakeModel model = opened(new FakeModel());
    Path settings = model.settings(folder.resolve("s.properties"), Map.of());
    for (String name : List.of("ingest-service", "query-service")) {
      RunningFreshet waiting =
          opened(
              RunningFreshet.service(
                  name,
                  kafkaPort,
                  "--config",
                  settings.toString(),
                  "--data",
                  folder.resolve(name).toString(),
                  "--qdrant",
                  "127.0.0.1:1"));
      waiting.awaitSaid("Waiting: qdrant");
      HttpResponse<String> ready = get(waiting.url() + "/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("qdrant: 127.0.0.1:1");
      assertThat(get(waiting.url() + "/health/live").statusCode()).isEqualTo(200);
      assertThat(get(waiting.url() + "/v1/documents").statusCode()).isEqualTo(503);
      assertThat(waiting.stop()).isZero();
    }
  }

  private static HttpResponse<String> get(String url) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void topicsThatMayNotBeMade_areRefusedWithTheCommandsThatMakeThem() throws Exception {
    RealQdrant.address();
    FakeModel model = opened(new FakeModel());
    RunningFreshet refused =
        service(model, "ingest-service", "data", "--set", "flow.create-topics=false");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.output())
        .contains("topics are missing and flow.create-topics is false")
        .contains("--create --topic documents --partitions 2 --replication-factor 1")
        .contains("--topic freshet.parsed --partitions 4");
    RunningFreshet tooMany =
        service(model, "ingest-service", "data", "--set", "flow.replication=3");
    assertThat(tooMany.exitCode()).isEqualTo(2);
    assertThat(tooMany.output()).contains("set flow.replication to what the cluster has");
  }

  @Test
  void wrongSettings_areNamedAllAtOnce() throws Exception {
    RunningFreshet refused =
        opened(
            RunningFreshet.service(
                "ingest-service",
                kafkaPort,
                "--jobs",
                "parse,chunk",
                "--set",
                "kafka.security=sasl-ssl",
                "--set",
                "qdrant.adress=x"));
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.output())
        .contains("give some of parse,embed,index")
        .contains("give kafka.sasl-user and kafka.sasl-password")
        .contains("did you mean qdrant.address?");
  }
}
