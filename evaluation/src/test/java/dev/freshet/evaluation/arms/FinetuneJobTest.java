package dev.freshet.evaluation.arms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.text.Sha256;
import dev.freshet.evaluation.arms.FakeTuning.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The job in {@code deploy/finetune}, as far as Python alone carries it: all but the trainer. */
@Timeout(120)
class FinetuneJobTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path JOB = Path.of("..", "deploy", "finetune").toAbsolutePath().normalize();
  private static final String KEY = "sk-test-0123456789";

  @TempDir Path folder;
  private Path dataset;
  private Path out;

  /** What came of a run. */
  private record Ran(int code, String said) {}

  @BeforeAll
  static void python() {
    assumeTrue(found(), "python3 (3.10 or newer) is not on the PATH: the job is not tested");
  }

  private static boolean found() {
    try {
      return new ProcessBuilder("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 10))")
              .start()
              .waitFor()
          == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @BeforeEach
  void make() throws IOException {
    dataset = Files.createDirectory(folder.resolve("dataset"));
    out = folder.resolve("model");
    ObjectNode files = JSON.createObjectNode();
    write(files, "chat.train.jsonl", 12);
    write(files, "chat.test.jsonl", 2);
    ObjectNode manifest = JSON.createObjectNode().put("format", "freshet-dataset");
    manifest.put("formatVersion", 1).put("version", "0123456789abcdef").set("files", files);
    manifest.putArray("warnings").add("12 examples are few");
    Files.writeString(dataset.resolve("manifest.json"), manifest.toString());
  }

  private void write(ObjectNode files, String name, int many) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < many; i++) {
      ObjectNode chat = JSON.createObjectNode();
      var messages = chat.putArray("messages");
      messages.addObject().put("role", "system").put("content", "Use only the sources.");
      messages
          .addObject()
          .put("role", "user")
          .put(
              "content",
              "<sources>\n[1] a, b\nThe hall has "
                  + i
                  + " doors.\n\n</sources>\n\n"
                  + "Question: how many doors has hall "
                  + name
                  + " é?");
      messages.addObject().put("role", "assistant").put("content", i + " doors. [1]");
      text.append(chat).append('\n');
    }
    Files.writeString(dataset.resolve(name), text);
    files.putObject(name).put("sha256", Sha256.hex(text.toString()));
  }

  private Ran run(String how, String... more) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("python3", "-B", JOB.resolve("finetune.py").toString(), how));
    command.addAll(List.of("--dataset", dataset.toString(), "--out", out.toString()));
    command.addAll(List.of("--base", "tiny"));
    command.addAll(List.of(more));
    Path said = folder.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().put("FRESHET_ANSWER_API_KEY", KEY);
    builder.environment().put("no_proxy", "127.0.0.1");
    Process process = builder.start();
    if (!process.waitFor(100, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return new Ran(process.waitFor(), Files.readString(said));
  }

  @Test
  void check_saysWhatIsThere_passesWarningsOn_andMakesNothing()
      throws IOException, InterruptedException {
    Ran ran = run("lora", "--check");
    assertThat(ran.said())
        .contains("warning: 12 examples are few")
        .contains("dataset 0123456789abcdef: 12 examples to train on, 2 to test with")
        .contains("checked: nothing was trained, and nothing sent");
    assertThat(ran.code()).isZero();
    assertThat(out).doesNotExist();
    assertThat(run("lora", "--check", "--prompts", "both").said())
        .contains("24 examples to train on, 4 to test with");
  }

  @Test
  void datasetWithWarnings_isRefusedWhereAsked() throws IOException, InterruptedException {
    Ran ran = run("lora", "--check", "--strict");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.said()).contains("--strict: the dataset has 1 warnings, see above");
  }

  @Test
  void changedDataset_isRefused() throws IOException, InterruptedException {
    Path train = dataset.resolve("chat.train.jsonl");
    Files.writeString(train, Files.readString(train).replace("doors", "gates"));
    Ran ran = run("lora", "--check");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.said())
        .contains(train + ": it is not as manifest.json says (SHA-256): build the dataset again");
  }

  @Test
  void wrongOptions_areNamed() throws IOException, InterruptedException {
    assertThat(run("lora", "--check", "--endpoint", "nowhere").said())
        .contains("--endpoint is 'nowhere': give an address such as http://localhost:8000/v1");
    assertThat(run("lora", "--check", "--name", "a\nb").said()).contains("--name is 'a\\nb': give");
    assertThat(run("lora", "--check", "--epochs", "0").said()).contains("give a number above 0");
    Files.createDirectory(out);
    Files.writeString(out.resolve("model.json"), "{}");
    Ran ran = run("lora", "--check");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.said()).contains("it is not empty: give a new folder");
  }

  @Test
  void api_isGivenTheChats_waitedFor_andItsModelRegistered()
      throws IOException, InterruptedException {
    try (FakeTuning tuning = new FakeTuning()) {
      tuning.looks.add(new Answer(200, "{\"status\": \"running\"}"));
      tuning.looks.add(new Answer(503, "{}"));
      tuning.looks.add(
          new Answer(200, "{\"status\": \"succeeded\", \"fine_tuned_model\": \"ft:tiny:1\"}"));
      Ran ran = run("api", "--endpoint", tuning.endpoint(), "--poll-seconds", "0.01");
      assertThat(ran.code()).as(ran.said()).isZero();
      assertThat(ran.said()).doesNotContain(KEY).contains("take it up again with --job job-1");

      assertThat(tuning.sent).allMatch(sent -> sent.key().equals("Bearer " + KEY));
      String upload = tuning.sent("POST /v1/files").getFirst().body();
      assertThat(upload).contains("fine-tune").contains("hall chat.train.jsonl é?");
      JsonNode job = JSON.readTree(tuning.sent("POST /v1/fine_tuning/jobs").getFirst().body());
      assertThat(job.path("model").asText()).isEqualTo("tiny");
      assertThat(job.path("training_file").asText()).isEqualTo("file-1");
      assertThat(job.path("validation_file").asText()).isEqualTo("file-2");

      // What it registers is what the service and eval arms read.
      Trained trained = Trained.read(out.resolve("model.json"));
      assertThat(trained.model()).isEqualTo("ft:tiny:1");
      assertThat(trained.told().at("/dataset/version").asText()).isEqualTo("0123456789abcdef");
      assertThat(trained.told().at("/losses/0/test").asDouble()).isEqualTo(.6);
      assertThat(trained.told().get("warnings").get(0).asText()).isEqualTo("12 examples are few");
      assertThat(Files.readString(out.resolve("model.json")))
          .doesNotContain(KEY, folder.toString());
      Properties properties = new Properties();
      try (var reader = Files.newBufferedReader(out.resolve("answer-model.properties"), UTF_8)) {
        properties.load(reader);
      }
      assertThat(properties)
          .isEqualTo(Map.of("answer.endpoint", tuning.endpoint(), "answer.model", "ft:tiny:1"));
      new Model(
              properties.getProperty("answer.endpoint"),
              properties.getProperty("answer.model"),
              Optional.empty())
          .settings(Map.of());
    }
  }

  @Test
  void jobThatFails_saysWhatTheEndpointSays() throws IOException, InterruptedException {
    try (FakeTuning tuning = new FakeTuning()) {
      tuning.looks.add(
          new Answer(200, "{\"status\": \"failed\", \"error\": {\"message\": \"line 3 is bad\"}}"));
      Ran ran = run("api", "--endpoint", tuning.endpoint(), "--poll-seconds", "0.01");
      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.said()).contains("job job-1: failed: line 3 is bad");
      assertThat(out).doesNotExist();
    }
  }

  /** The key is for the endpoint that was named. */
  @Test
  void redirection_isNotFollowed() throws IOException, InterruptedException {
    try (FakeTuning tuning = new FakeTuning()) {
      tuning.looks.add(new Answer(302, "{}"));
      Ran ran = run("api", "--endpoint", tuning.endpoint(), "--job", "job-1");
      assertThat(ran.code()).isEqualTo(2);
      assertThat(tuning.sent).extracting(FakeTuning.Sent::call).noneMatch(c -> c.contains("else"));
      assertThat(tuning.sent("POST /v1/files")).isEmpty();
    }
  }

  /** The system's part is the very file that the fine-tuned arm is asked by. */
  @Test
  void questionsAlone_areSentWithoutSourcesAndMarks_asTheArmsAsk()
      throws IOException, InterruptedException {
    String system = Files.readString(JOB.resolve("without-sources.txt"), UTF_8).strip();
    assertThat(system).contains("reply with exactly: I don't know.").doesNotContain("\n");
    try (FakeTuning tuning = new FakeTuning()) {
      tuning.looks.add(new Answer(200, "{\"status\": \"cancelled\"}"));
      Ran ran = run("api", "--endpoint", tuning.endpoint(), "--prompts", "questions");
      assertThat(ran.said()).contains("job job-1: cancelled: the endpoint does not say why");
      String upload = tuning.sent("POST /v1/files").getFirst().body();
      assertThat(upload)
          .contains("\"" + system + "\"")
          .contains("\"content\": \"how many doors has hall chat.train.jsonl é?\"")
          .contains("\"content\": \"11 doors.\"")
          .doesNotContain("<sources>");
    }
  }
}
