package dev.freshet.query;

import static dev.freshet.query.EndpointTest.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.query.RunningService.Answer;
import dev.freshet.query.generations.GenerationBuilder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Generations side by side, over HTTP, with fakes behind them. */
class GenerationsEndpointTest {
  private static final String OTHER = "0ther";

  private final Builder builder = new Builder();
  private final FakeKafka otherKafka = new FakeKafka(0);
  private final FakeStore otherStore = new FakeStore();
  private final FakeCatalogue otherCatalogue = new FakeCatalogue();
  private final RunningService running =
      new RunningService(Map.of(), new FakeKafka(0), ReadPoint.START, builder);

  /** Builds what it is told, and remembers the rest. */
  private final class Builder implements GenerationBuilder {
    private final List<String> deeds = new CopyOnWriteArrayList<>();
    private volatile RuntimeException refusal;

    @Override
    public String build(Map<String, String> settings) {
      if (refusal != null) {
        throw refusal;
      }
      deeds.add("build " + settings);
      running.kafka.others.add(otherKafka);
      running.service.add(RunningService.readable(OTHER, otherStore, otherCatalogue));
      return OTHER;
    }

    @Override
    public void serve(String name) {
      deeds.add("serve " + name);
    }

    @Override
    public void drop(String name) {
      deeds.add("drop " + name);
      running.service.remove(name);
    }

    @Override
    public Map<String, String> settings(String name) {
      return Map.of("passage.max-tokens", name.equals(OTHER) ? "128" : "220");
    }

    @Override
    public Optional<String> trouble(String name) {
      return Optional.empty();
    }
  }

  /** It shows all that is told of it, however early that is. */
  @BeforeEach
  void showAll() {
    otherStore.readable =
        new ReadPoint(Map.of(new LogPartition("freshet.embedded.g", 0), Long.MAX_VALUE));
  }

  @AfterEach
  void close() {
    running.close();
  }

  private Answer post(String path, String body) throws Exception {
    return running.send(
        running
            .request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private Answer build() throws Exception {
    RunningService.await(running.service::ready);
    return post("/v1/generations", "{\"settings\":{\"passage.max-tokens\":128}}");
  }

  private void indexInBoth(String id, long offset, String text, Metadata metadata) {
    running.index(id, offset, text, metadata);
    RunningService.index(otherKafka, otherStore, id, offset, text, metadata);
  }

  @Test
  void anotherOne_isBuilt_andListedBeside() throws Exception {
    Answer built = build();

    assertThat(built.status()).isEqualTo(202);
    assertThat(built.json().path("name").asText()).isEqualTo(OTHER);
    assertThat(builder.deeds).containsExactly("build {passage.max-tokens=128}");
    JsonNode all = running.get("/v1/generations").json().path("generations");
    assertThat(all.findValuesAsText("name")).containsExactly(OTHER, RunningService.NAME);
    assertThat(all.get(0).path("serves").asBoolean()).isFalse();
    assertThat(all.get(1).path("state").asText()).isEqualTo("serving");
    assertThat(all.get(0).path("settings").path("passage.max-tokens").asText()).isEqualTo("128");
  }

  @Test
  void switch_waitsUntilTheOtherShowsAsMuch_andThenAnswersComeFromIt() throws Exception {
    build();
    running.index("a", 0, "Annual leave", Metadata.NONE);
    RunningService.await(() -> found("leave") == 1);
    try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> served = asking.submit(() -> post("/v1/generations/" + OTHER + "/serve", ""));
      for (int i = 0; i < 20; i++) {
        assertThat(found("leave")).as("from the former").isEqualTo(1);
      }
      assertThat(builder.deeds).doesNotContain("serve " + OTHER);

      RunningService.index(otherKafka, otherStore, "a", 0, "Annual leave, anew", Metadata.NONE);

      assertThat(served.get(15, TimeUnit.SECONDS).status()).isEqualTo(200);
    }
    assertThat(builder.deeds).endsWith("serve " + OTHER);
    assertThat(running.service.serving()).isEqualTo(OTHER);
    JsonNode found = running.search("{\"query\":\"leave\"}").json();
    assertThat(found.findValuesAsText("text")).containsExactly("Annual leave, anew");
    assertThat(running.get("/v1/freshness").json().path("generation").asText()).isEqualTo(OTHER);
  }

  @Test
  void watch_goesOnInTheOther_andIsToldNothingTwice() throws Exception {
    build();
    WatchFixture former = WatchFixture.of(running);
    running.kafka.embedded.topic("freshet.embedded." + OTHER);
    try (HttpClient client = HttpClient.newHttpClient();
        Watcher watcher = new Watcher(client, running.service.port(), "query=leave&mode=sparse")) {
      watcher.next("watching");
      former.publish("a", 0, "Leave of a");
      watcher.next("match");
      otherKafka.embedded = running.kafka.embedded;
      WatchFixture other = new WatchFixture(otherKafka, otherStore, "freshet.embedded." + OTHER);
      otherStore.readable =
          new ReadPoint(Map.of(new LogPartition("freshet.embedded." + OTHER, 0), Long.MAX_VALUE));
      other.publish("a", 0, "Leave of a");
      // The other one is ahead by one.
      other.publish("b", 1, "Leave of b");
      assertThat(post("/v1/generations/" + OTHER + "/serve", "").status()).isEqualTo(200);

      assertThat(watcher.next("match").document()).isEqualTo("b");
      other.publish("a", 2, "Leave of a, anew");
      assertThat(watcher.next("update").document()).isEqualTo("a");
    }
  }

  private int found(String query) {
    try {
      return running.search("{\"query\":\"" + query + "\"}").json().path("results").size();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void comparison_ofTheCallersQueries_tellsWhatIsTheSame() throws Exception {
    build();
    indexInBoth("a", 0, "Annual leave", Metadata.NONE);
    running.index("b", 1, "Sick leave", Metadata.NONE);
    String path = "/v1/generations/" + OTHER + "/comparison";
    RunningService.await(() -> found("leave") == 2);
    RunningService.await(() -> same(path) > 0);

    JsonNode told = post(path, "{\"queries\":[\"leave\"],\"limit\":5}").json();

    assertThat(told.path("queries").asInt()).isEqualTo(1);
    assertThat(told.path("sampled").asBoolean()).isFalse();
    assertThat(told.path("sameDocuments").asDouble()).as("one of two").isEqualTo(.5);
    assertThat(told.path("other").has("ownDocumentFound")).isFalse();
  }

  private double same(String path) {
    try {
      return post(path, "{\"queries\":[\"leave\"]}").json().path("sameDocuments").asDouble();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void oneThatDoesNotServe_isDropped_andTheOneThatServesIsNot() throws Exception {
    build();

    Answer serving =
        running.send(running.request("/v1/generations/" + RunningService.NAME).DELETE());
    Answer other = running.send(running.request("/v1/generations/" + OTHER).DELETE());

    assertThat(serving.status()).isEqualTo(409);
    assertThat(other.json().path("dropped").asText()).isEqualTo(OTHER);
    assertThat(builder.deeds).endsWith("drop " + OTHER);
    assertThat(running.get("/v1/generations").json().findValuesAsText("name"))
        .containsExactly(RunningService.NAME);
  }

  @Test
  void whatCannotBe_isAProblemThatSaysWhy() throws Exception {
    RunningService.await(running.service::ready);
    builder.refusal = new IllegalArgumentException("passage.max-tokens is 9: give 32 to 510");
    problem(build(), 400, "Bad request", "settings", "passage.max-tokens is 9: give 32 to 510");
    builder.refusal = new IllegalStateException("there are 3 already");
    assertThat(build().status()).isEqualTo(409);
    builder.refusal = new Outage("tei", "does not answer", null);
    assertThat(build().status()).isEqualTo(503);
    assertThat(post("/v1/generations", "{}").json().path("field").asText()).isEqualTo("settings");
    assertThat(post("/v1/generations/nope/serve", "").status()).isEqualTo(404);
    assertThat(post("/v1/generations/nope/comparison", "{}").status()).isEqualTo(404);
    assertThat(running.send(running.request("/v1/generations/nope").DELETE()).status())
        .isEqualTo(404);
    assertThat(builder.deeds).isEmpty();
  }

  @Test
  void nothingIsChanged_beforeTheOneThatServesIsReady() throws Exception {
    try (RunningService starting = new RunningService(Map.of(), 1)) {
      Answer answer =
          starting.send(
              starting
                  .request("/v1/generations/" + RunningService.NAME + "/serve")
                  .POST(BodyPublishers.noBody()));
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.http().headers().firstValue("Retry-After")).contains("1");
    }
  }

  @Test
  void serviceThatBuildsNone_saysSo() throws Exception {
    try (RunningService alone = RunningService.ready()) {
      Answer answer =
          alone.send(
              alone
                  .request("/v1/generations")
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("{\"settings\":{\"embedder\":\"tei\"}}")));
      assertThat(answer.status()).isEqualTo(501);
    }
  }
}
