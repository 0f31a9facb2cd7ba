package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.standalone.client.FreshetClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code freshet reindex}: another generation beside the one that serves, and the switch to it. */
@Command(
    name = "reindex",
    description = {
      "Embeds everything anew with another passage size or model, beside what serves: both stay"
          + " up to date. Then compares the two, and switches.",
      "Nothing is parsed again. Ctrl-C ends only the watching; the same command goes on.",
      "Needs a key with the scope admin where the service asks for keys."
    },
    subcommands = {
      ListGenerationsCommand.class,
      ServeGenerationCommand.class,
      DropGenerationCommand.class
    },
    footer = {
      "%nExamples:",
      "  ./freshet reindex --passage-tokens 128",
      "  ./freshet reindex --set embedder=tei --set embedder.http.url=http://127.0.0.1:8081 --stay",
      "  ./freshet reindex list",
      "  ./freshet reindex serve 10d56eec8dba"
    })
final class ReindexCommand implements Callable<Integer> {
  /** Where the service has them. */
  static final String PATH = "/v1/generations";

  private static final long LOOK_EVERY_MILLIS = 300;

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin HelpOption help;

  @Option(
      names = "--passage-tokens",
      paramLabel = "N",
      description = "The longest passage, in the model's tokens (passage.max-tokens).")
  private Optional<Integer> tokens = Optional.empty();

  @Option(
      names = "--passage-overlap",
      paramLabel = "N",
      description = "What neighbouring passages share, in tokens (passage.overlap-tokens).")
  private Optional<Integer> overlap = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any setting of model or passages; may be repeated.")
  private Map<String, String> settings = Map.of();

  @Option(names = "--stay", description = "Build and compare, and do not switch.")
  private boolean stay;

  @Option(
      names = "--queries",
      paramLabel = "FILE",
      description = "Compare by these queries, one a line; else by titles of documents.")
  private Optional<Path> queries = Optional.empty();

  @Override
  public Integer call() throws InterruptedException {
    ObjectNode request = request();
    ObjectNode compared = comparison();
    var told = JsonNodeFactory.instance.objectNode();
    try (FreshetClient client = connection.open()) {
      String before = serving(client);
      String name = client.post(PATH, request).path("name").asText();
      say("generation " + name + (name.equals(before) ? " serves already" : " is built"));
      if (!name.equals(before)) {
        told.set("generation", await(client, name));
        JsonNode comparison = client.post(PATH + "/" + name + "/comparison", compared);
        told.set("comparison", comparison);
        say(GenerationText.comparison(comparison));
        if (stay) {
          say("it does not serve yet: ./freshet reindex serve " + name);
        } else {
          told.set("generation", client.post(PATH + "/" + name + "/serve", empty()));
          say("it serves now; back again: ./freshet reindex serve " + before);
          say("once you do not need the former any more: ./freshet reindex drop " + before);
        }
      }
    }
    if (connection.json()) {
      connection.print(told);
    }
    return ExitCode.OK;
  }

  private ObjectNode request() {
    Map<String, String> all = new LinkedHashMap<>(settings);
    tokens.ifPresent(n -> all.put("passage.max-tokens", Integer.toString(n)));
    overlap.ifPresent(n -> all.put("passage.overlap-tokens", Integer.toString(n)));
    if (all.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "say what is to be different, such as --passage-tokens 128");
    }
    ObjectNode request = empty();
    all.forEach(request.putObject("settings")::put);
    return request;
  }

  private ObjectNode comparison() {
    ObjectNode request = empty();
    if (queries.isPresent()) {
      try {
        var list = request.putArray("queries");
        Files.readAllLines(queries.get()).stream()
            .filter(line -> !line.isBlank())
            .forEach(list::add);
        if (list.isEmpty()) {
          throw new ParameterException(
              spec.commandLine(), "--queries " + queries.get() + ": give a query a line");
        }
      } catch (IOException e) {
        throw new ParameterException(
            spec.commandLine(), "--queries " + queries.get() + ": cannot be read, " + e, e);
      }
    }
    return request;
  }

  private static ObjectNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static String serving(FreshetClient client) {
    for (JsonNode one : client.get(PATH).path("generations")) {
      if (one.path("serves").asBoolean()) {
        return one.path("name").asText();
      }
    }
    return "";
  }

  /** Shows how far it is until it is ready. */
  private JsonNode await(FreshetClient client, String name) throws InterruptedException {
    boolean bar = Terminal.standard().interactive() && !connection.json();
    var progress = new Progress(spec.commandLine().getErr(), bar, InstantSource.system());
    try {
      while (true) {
        JsonNode one = find(client, name);
        if (one.path("state").asText().equals("ready")) {
          return one;
        }
        progress.show(GenerationText.doing(one), clipped(one, "done"), clipped(one, "total"));
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      }
    } finally {
      progress.clear();
    }
  }

  private static int clipped(JsonNode one, String field) {
    return (int) Math.min(Integer.MAX_VALUE, one.path(field).asLong());
  }

  private JsonNode find(FreshetClient client, String name) {
    for (JsonNode one : client.get(PATH).path("generations")) {
      if (one.path("name").asText().equals(name)) {
        return one;
      }
    }
    throw new IllegalStateException(
        "generation " + name + " is gone: somebody dropped it; see the service's log");
  }

  private void say(String line) {
    if (!connection.json()) {
      spec.commandLine().getOut().println(Terminal.harmless(line));
    }
  }
}
