package dev.freshet.acceptance;

import static dev.freshet.acceptance.Reindexing.GENERATIONS;
import static dev.freshet.acceptance.Reindexing.await;
import static dev.freshet.acceptance.Reindexing.indexed;
import static dev.freshet.acceptance.Reindexing.publish;
import static dev.freshet.acceptance.Reindexing.serving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.embed.ModelIdentity;
import dev.freshet.common.settings.Settings;
import dev.freshet.embedders.adapter.Adapter;
import dev.freshet.embedders.http.EndpointEmbedder;
import dev.freshet.embedders.http.HttpEmbedderSettings;
import dev.freshet.standalone.client.FreshetClient;
import dev.freshet.standalone.client.Problem;
import dev.freshet.standalone.commands.Freshet;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An adapter is deployed as a generation, outlives its file, and is rolled back by one command. */
@Timeout(600)
class AdapterTest {
  private static final int DOCUMENTS = 12;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void adapter_isDeployed_outlivesItsFile_andIsRolledBack() throws Exception {
    Path file = folder.resolve("mine.adapter");
    try (var model = new FakeModel()) {
      String former;
      double before;
      try (var run = model.start(folder, Map.of());
          FreshetClient client = run.client()) {
        for (int i = 0; i < DOCUMENTS; i++) {
          publish(client, "doc-" + i, "The survey of yard number " + i + " tells of reeds.");
        }
        await("all indexed", () -> indexed(client) == DOCUMENTS);
        former = serving(client);
        before = score(client);
        adapter(model(), 1).write(file);
        assertThat(Freshet.run("reindex", "--set", "embedder.adapter=" + file, "--url", run.url()))
            .isZero();
        assertThat(serving(client)).isNotEqualTo(former);
        assertThat(score(client)).as("vectors are others").isNotEqualTo(before);
        Files.delete(file);
        assertThat(run.stop()).as(run.output()).isZero();
      }
      try (var run = model.start(folder, Map.of());
          FreshetClient client = run.client()) {
        assertThat(serving(client)).as("kept in the data folder").isNotEqualTo(former);
        double adapted = score(client);
        assertThat(adapted).isNotEqualTo(before);
        await("both are ready", () -> states(client).equals("ready serving"));
        assertThat(Freshet.run("reindex", "serve", former, "--url", run.url())).isZero();
        assertThat(serving(client)).isEqualTo(former);
        assertThat(score(client)).as("as before").isEqualTo(before);
        assertThatThrownBy(() -> build(client, file.toString()))
            .isInstanceOf(Problem.class)
            .hasMessageContaining("cannot read the adapter " + file);
        ModelIdentity other = new ModelIdentity("other", 16, 512, "of another model");
        adapter(other, 1).write(file);
        assertThatThrownBy(() -> build(client, file.toString()))
            .isInstanceOf(Problem.class)
            .hasMessageContaining("was trained for the model other with 16 dimensions");
        assertThat(states(client)).as("nothing is left of it").isEqualTo("ready serving");
        assertThat(run.stop()).as(run.output()).isZero();
      }
    }
  }

  /** What is asked as this process is told to by the settings of the running one. */
  private ModelIdentity model() throws Exception {
    Properties told = new Properties();
    try (Reader reader = Files.newBufferedReader(folder.resolve("settings.properties"))) {
      told.load(reader);
    }
    Map<String, String> file = new HashMap<>();
    told.stringPropertyNames().forEach(key -> file.put(key, told.getProperty(key)));
    var settings = HttpEmbedderSettings.of(new Settings(Map.of(), Map.of(), file));
    try (var model = EndpointEmbedder.openAi(settings)) {
      return model.identity();
    }
  }

  private static Adapter adapter(ModelIdentity model, long seed) {
    Random random = new Random(seed);
    float[] columns = new float[model.dimension() * model.dimension()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = (float) random.nextGaussian() / model.dimension();
    }
    return Adapter.of(model, columns);
  }

  private static void build(FreshetClient client, String adapter) {
    ObjectNode wanted = JSON.createObjectNode();
    wanted.putObject("settings").put("embedder.adapter", adapter);
    client.post(GENERATIONS, wanted);
  }

  private static double score(FreshetClient client) {
    JsonNode found =
        client.post(
            "/v1/search",
            JSON.createObjectNode().put("query", "survey of reeds").put("mode", "dense"));
    return found.path("results").path(0).path("scores").path("dense").asDouble();
  }

  private static String states(FreshetClient client) {
    return client.get(GENERATIONS).path("generations").findValuesAsText("state").stream()
        .sorted()
        .collect(Collectors.joining(" "));
  }
}
