package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.store.Access;
import dev.freshet.common.text.Rfc3339;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.standalone.apart.IngestConfiguration;
import dev.freshet.standalone.apart.KafkaSettings;
import dev.freshet.standalone.apart.QueryConfiguration;
import dev.freshet.standalone.dataset.Dataset;
import dev.freshet.standalone.dataset.DatasetSettings;
import dev.freshet.standalone.dataset.DatasetSettings.Format;
import dev.freshet.standalone.dataset.DatasetSettings.Source;
import dev.freshet.standalone.process.Given;
import dev.freshet.standalone.process.LineSettings;
import dev.freshet.standalone.process.Log;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code freshet dataset build}. */
@Command(
    name = "build",
    description = {
      "Makes a dataset of questions and passages from what stands on Kafka: documents, queries and",
      "feedback. The same contents and seed give the same files."
    },
    footer = {
      "%nExamples:",
      "  ./freshet dataset build --licence CC-BY-4.0",
      "  ./freshet dataset build --from audit,feedback --since 2026-10-01T00:00:00Z",
      "  ./freshet dataset build --out acme --tenant acme --principals group:legal",
      "%nWithout --principals only documents that everyone in the tenant may read are in it."
          + " docs/datasets.md says what is left out and why.",
      "Further options of Kafka stand in the --config file or are given with --set."
    })
final class BuildDatasetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin HelpOption help;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "dataset",
      description = "The folder: empty, or of an earlier dataset. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT[,…]",
      description = "Brokers to begin with (kafka.bootstrap). Default: localhost:9092.")
  private String kafka;

  @Option(
      names = "--generation",
      paramLabel = "NAME",
      description = "Whose passages. Default: the only generation there is.")
  private Optional<String> generation = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "corpus,audit,feedback",
      description = "Of corpus, audit, feedback. Default: all.")
  private List<String> from;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "pairs",
      description = "Of pairs, chat, huggingface. Default: ${DEFAULT-VALUE}.")
  private List<String> formats;

  @Option(
      names = "--test-share",
      paramLabel = "SHARE",
      defaultValue = "0.2",
      description = "Of the documents, 0 to 0.5. Default: ${DEFAULT-VALUE}.")
  private double testShare;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the split and the order. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--licence",
      paramLabel = "TEXT",
      defaultValue = "",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "Of documents that name none in meta.licence or meta.license.")
  private String licence;

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "Whose documents and queries. Default: ${DEFAULT-VALUE}.")
  private String tenant;

  @Option(
      names = "--principals",
      paramLabel = "NAME",
      split = ",",
      description =
          "As whom documents are read, such as group:legal. Default: nobody in particular.")
  private Set<String> principals = new HashSet<>();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only queries and feedback of then or later, such as 2026-10-01T00:00:00Z.")
  private String since;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any setting; may be given again.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(names = "--config", paramLabel = "FILE", description = "Settings, a properties file.")
  private Path config;

  @Option(names = "--json", description = "Print one JSON object for programs.")
  private boolean json;

  @Override
  public Integer call() {
    Settings given = settings();
    KafkaSettings cluster = KafkaSettings.of(given);
    TopicNames topics = new TopicNames(given.get(LineSettings.TOPIC_PREFIX));
    IngestConfiguration.rooms().values().forEach(given::passOver);
    QueryConfiguration.rooms().values().forEach(given::passOver);
    given.check(Given.FOREIGN);
    DatasetSettings asked = asked(topics);
    Log.toConsole(Log.Format.TEXT);
    boolean bar = Terminal.standard().interactive() && !json;
    var progress = new Progress(spec.commandLine().getErr(), bar, InstantSource.system());
    try {
      print(
          Dataset.build(
              asked,
              cluster.clients(),
              InstantSource.system(),
              (doing, done, all) -> progress.show(doing, clipped(done), clipped(all))),
          progress);
    } finally {
      progress.clear();
    }
    return ExitCode.OK;
  }

  private Settings settings() {
    Flags flags = new Flags().putAll(set).put("kafka.bootstrap", kafka);
    return new Given(flags.given(), System.getenv(), SettingsFile.read(config, spec.commandLine()))
        .settings();
  }

  private DatasetSettings asked(TopicNames topics) {
    try {
      return new DatasetSettings(
          out.toAbsolutePath().normalize(),
          topics,
          generation,
          chosen("--from", from, Source.values(), Source::label),
          chosen("--format", formats, Format.values(), Format::label),
          testShare,
          seed,
          licence.strip(),
          new Access(new Tenant(tenant), principals),
          Optional.ofNullable(since).map(this::time));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Instant time(String text) {
    try {
      return Rfc3339.read(text);
    } catch (DateTimeException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--since \"" + text + "\": give a time such as 2026-10-01T00:00:00Z",
          e);
    }
  }

  private <E> Set<E> chosen(String flag, List<String> names, E[] all, Function<E, String> label) {
    List<String> known = Arrays.stream(all).map(label).toList();
    return names.stream()
        .map(
            name -> {
              int at = known.indexOf(name.strip());
              if (at < 0) {
                throw new ParameterException(
                    spec.commandLine(),
                    flag + " \"" + name + "\": give some of " + String.join(", ", known));
              }
              return all[at];
            })
        .collect(Collectors.toSet());
  }

  private static int clipped(long number) {
    return (int) Math.min(Integer.MAX_VALUE, number);
  }

  private void print(ObjectNode head, Progress progress) {
    progress.clear();
    PrintWriter to = spec.commandLine().getOut();
    if (json) {
      to.println(head.toPrettyString());
      to.flush();
      return;
    }
    for (JsonNode warning : head.path("warnings")) {
      spec.commandLine().getErr().println("warning: " + Terminal.harmless(warning.asText()));
    }
    JsonNode examples = head.path("examples");
    to.printf(
        "%d examples to train on, %d to test with, from %s documents: version %s in %s%n",
        sum(examples.path("train")),
        sum(examples.path("test")),
        head.path("documentsRead").asText(),
        head.path("version").asText(),
        out);
    if (!head.path("dropped").isEmpty()) {
      to.println(
          "left out: "
              + head.path("dropped").properties().stream()
                  .map(each -> each.getKey() + " " + each.getValue().asText())
                  .collect(Collectors.joining(", ")));
    }
    to.flush();
  }

  private static long sum(JsonNode counts) {
    return counts.valueStream().mapToLong(JsonNode::asLong).sum();
  }
}
