package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.standalone.commands.ExitCode;
import dev.freshet.standalone.commands.Freshet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a question over what a user says of its answer to a dataset, with the real program. */
@Timeout(240)
class FeedbackTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUESTION = "annual leave days";

  @TempDir Path folder;
  private FakeModel model;

  @BeforeEach
  void serve() throws IOException {
    model = new FakeModel();
  }

  @AfterEach
  void end() {
    model.close();
  }

  private static List<JsonNode> asked(Path dataset) throws IOException {
    var found = new ArrayList<JsonNode>();
    for (String line : Files.readAllLines(dataset.resolve("pairs.train.jsonl"))) {
      JsonNode example = JSON.readTree(line);
      if (example.path("question").asText().equals(QUESTION)) {
        found.add(example);
      }
    }
    return found;
  }

  private static void say(RunningFreshet freshet, String query, String document, boolean helpful) {
    try (var client = freshet.client()) {
      var said =
          client.post(
              "/v1/feedback",
              JSON.createObjectNode()
                  .put("queryId", query)
                  .put("document", document)
                  .put("helpful", helpful));
      assertThat(said.path("queryId").asText()).isEqualTo(query);
    }
  }

  @Test
  void whatAUserFoundHelpful_isInTheDataset_untilItsDocumentIsDeleted() throws Exception {
    Path out = folder.resolve("dataset");
    try (var freshet = model.start(folder, Map.of());
        var person = new Person(freshet, folder, Optional.empty())) {
      String[] build = {
        "dataset",
        "build",
        "--kafka",
        freshet.bootstrap(),
        "--out",
        out.toString(),
        "--test-share",
        "0"
      };
      String leave = "Everybody may take thirty days of annual leave in agreement with the office.";
      String token = person.publish("leave", leave, Map.of());
      person.publish("sick", "Annual figures of sick leave days are kept by the office.", Map.of());
      person.await(() -> person.is("leave", "indexed") && person.is("sick", "indexed"));
      assertThat(person.found(QUESTION)).hasSize(2);
      person.await(() -> !person.get("/v1/audit").path("records").isEmpty());
      String query = person.get("/v1/audit").at("/records/0/id").asText();

      say(freshet, query, "leave", true);
      say(freshet, query, "sick", false);

      assertThat(Freshet.run(build)).isEqualTo(ExitCode.OK);
      assertThat(asked(out)).hasSize(1);
      JsonNode example = asked(out).getFirst();
      assertThat(example.path("source").asText()).isEqualTo("feedback");
      assertThat(example.at("/positive/text").asText()).isEqualTo(leave);
      assertThat(example.at("/positive/version").asText()).isEqualTo(token);
      assertThat(example.at("/negatives/0/document").asText()).isEqualTo("documents/default/sick");

      person.delete("leave");
      person.await(() -> person.is("leave", "deleted"));
      assertThat(Freshet.run(build)).isEqualTo(ExitCode.OK);
      assertThat(asked(out)).isEmpty();
      assertThat(Files.readString(out.resolve("manifest.json"))).doesNotContain("default/leave");
    }
  }
}
