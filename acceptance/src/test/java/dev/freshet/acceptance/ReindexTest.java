package dev.freshet.acceptance;

import static dev.freshet.acceptance.Reindexing.GENERATIONS;
import static dev.freshet.acceptance.Reindexing.await;
import static dev.freshet.acceptance.Reindexing.indexed;
import static dev.freshet.acceptance.Reindexing.publish;
import static dev.freshet.acceptance.Reindexing.serving;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.standalone.client.FreshetClient;
import dev.freshet.standalone.client.Problem;
import dev.freshet.standalone.commands.Freshet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another generation is built beside the one that serves, through a kill -9, and the two take turns
 * in serving while documents change: nobody is ever shown less than before.
 */
@Timeout(600)
class ReindexTest {
  private static final int DOCUMENTS = 80;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private FakeModel model;

  @BeforeEach
  void serve() throws IOException {
    model = new FakeModel();
  }

  @AfterEach
  void end() {
    model.close();
  }

  @Test
  void generations_areBuilt_andTakeTurns_andNobodyIsShownLess() throws Exception {
    String former;
    String next;
    try (var run = model.start(folder, Map.of());
        FreshetClient client = run.client()) {
      for (int i = 1; i < DOCUMENTS; i++) {
        String held = i < DOCUMENTS / 2 ? "" : "The filler of page " + i + ".";
        publish(client, "doc-" + i, survey(i).repeat(12) + held);
      }
      publish(client, "last", "The filler of the last page.");
      await("all indexed", () -> indexed(client) == DOCUMENTS);
      former = serving(client);
      // Half of them are not embedded again before the process dies.
      model.gate = new CountDownLatch(1);
      ObjectNode wanted = JSON.createObjectNode();
      wanted.putObject("settings").put("passage.max-tokens", 64);
      next = client.post(GENERATIONS, wanted).path("name").asText();
      await("begun", () -> one(client, next).path("passages").asLong() > 20);
      assertThat(one(client, next).path("state").asText()).isEqualTo("building");
      run.kill();
      model.gate.countDown();
    }
    try (var run = model.start(folder, Map.of());
        FreshetClient client = run.client()) {
      assertThat(serving(client)).as("the former still serves").isEqualTo(former);
      try (var reader = new Reader(run)) {
        assertThat(Freshet.run("reindex", "--passage-tokens", "64", "--url", run.url())).isZero();
        assertThat(serving(client)).isEqualTo(next);
        for (int turn = 0; turn < 4; turn++) {
          String name = turn % 2 == 0 ? former : next;
          await("switched to " + name, () -> serves(client, name));
          assertThat(serving(client)).isEqualTo(name);
          long seen = reader.answers();
          await("answers of " + name, () -> reader.answers() > seen + 20);
        }
      }
      client.delete("/v1/documents/doc-7");
      await("one is deleted", () -> indexed(client) == DOCUMENTS);
      JsonNode told = one(client, next);
      assertThat(told.path("passages").asLong())
          .as("shorter passages are more")
          .isGreaterThan(one(client, former).path("passages").asLong());
      assertThat(Freshet.run("reindex", "drop", former, "--url", run.url())).isZero();
      assertThat(generations(client)).containsExactly(next);
      assertThat(run.stop()).as(run.output()).isZero();
    }
    assertThat(folder.resolve("data").resolve("index")).as("of the one dropped").doesNotExist();
    try (var run = model.start(folder, Map.of());
        FreshetClient client = run.client()) {
      assertThat(serving(client)).isEqualTo(next);
      // Ready is what answers; the catalogue's counts follow in their own rhythm.
      await("one deleted, one more", () -> indexed(client) == DOCUMENTS);
      assertThat(ids(client, "yard number " + (DOCUMENTS - 1))).contains("doc-" + (DOCUMENTS - 1));
      assertThat(ids(client, "yard number 7")).doesNotContain("doc-7");
      assertThat(run.stop()).isZero();
    }
  }

  private static String survey(int yard) {
    return "The survey of yard number "
        + yard
        + " tells of reeds, herons and slow water under the old bridge. ";
  }

  /** Changes a document and reads it, over and over; what it sees must never go back. */
  private static final class Reader implements AutoCloseable {
    private final FreshetClient client;
    private final AtomicBoolean end = new AtomicBoolean();
    private final AtomicReference<Throwable> fault = new AtomicReference<>();
    private final Map<String, Long> watermark = new HashMap<>();
    private final Thread writing;
    private final Thread reading;
    private final AtomicLong answers = new AtomicLong();
    private int version;
    private volatile int shown = -1;

    Reader(RunningFreshet run) {
      client = run.client();
      writing = Thread.ofPlatform().start(() -> watched(this::write));
      reading = Thread.ofPlatform().start(() -> watched(this::read));
    }

    private interface Task {
      void run() throws IOException;
    }

    private void watched(Task task) {
      try {
        while (!end.get()) {
          task.run();
        }
      } catch (IOException | RuntimeException | AssertionError e) {
        fault.compareAndSet(null, e);
      }
    }

    private void write() throws IOException {
      publish(client, "moving", "The quokka census, edition " + version++ + ".");
      LockSupport.parkNanos(30_000_000);
    }

    private void read() {
      JsonNode answer = search(client, "quokka census", "sparse");
      JsonNode results = answer.path("results");
      assertThat(results.size()).as("one version at most: %s", results).isLessThanOrEqualTo(1);
      if (!results.isEmpty()) {
        String text = results.get(0).path("passage").path("text").asText();
        int edition = Integer.parseInt(text.replaceAll("\\D", ""));
        assertThat(edition).as("edition").isGreaterThanOrEqualTo(shown);
        shown = edition;
      } else {
        assertThat(shown).as("shown before").isNegative();
      }
      answer
          .path("freshness")
          .path("watermark")
          .properties()
          .forEach(
              one -> {
                long now = one.getValue().asLong();
                assertThat(now)
                    .as(one.getKey())
                    .isGreaterThanOrEqualTo(watermark.getOrDefault(one.getKey(), -1L));
                watermark.put(one.getKey(), now);
              });
      answers.incrementAndGet();
    }

    long answers() {
      assertThat(fault.get()).isNull();
      return answers.get();
    }

    @Override
    public void close() {
      // A busy machine may not have come to the second edition yet.
      await("editions are seen", () -> shown > 0 || fault.get() != null);
      end.set(true);
      for (Thread thread : List.of(reading, writing)) {
        while (thread.isAlive()) {
          LockSupport.parkNanos(1_000_000);
        }
      }
      client.close();
      assertThat(fault.get()).isNull();
    }
  }

  /** Whether it serves from now on; a machine too busy to catch up in time is told to try again. */
  private static boolean serves(FreshetClient client, String name) {
    try {
      client.post(GENERATIONS + "/" + name + "/serve", JSON.createObjectNode());
      return true;
    } catch (Problem e) {
      assertThat(e).hasMessageContaining("try again");
      return false;
    }
  }

  private static JsonNode one(FreshetClient client, String name) {
    for (JsonNode one : client.get(GENERATIONS).path("generations")) {
      if (one.path("name").asText().equals(name)) {
        return one;
      }
    }
    throw new AssertionError("there is no generation " + name);
  }

  private static Set<String> generations(FreshetClient client) {
    Set<String> names = new TreeSet<>();
    client.get(GENERATIONS).path("generations").forEach(g -> names.add(g.path("name").asText()));
    return names;
  }

  private static List<String> ids(FreshetClient client, String query) {
    return search(client, query, "hybrid").path("results").findValuesAsText("id");
  }

  private static JsonNode search(FreshetClient client, String query, String mode) {
    return client.post("/v1/search", JSON.createObjectNode().put("query", query).put("mode", mode));
  }
}
