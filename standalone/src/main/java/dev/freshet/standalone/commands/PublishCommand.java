package dev.freshet.standalone.commands;

import dev.freshet.common.settings.Durations;
import dev.freshet.standalone.client.FreshetClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freshet publish PATH…}. */
@Command(
    name = "publish",
    description = {
      "Publishes files and folders, and waits until they are retrievable.",
      "A file's document id is its path within the folder given, or its name."
    },
    footer = {
      "%nExamples:",
      "  ./freshet publish handbook.pdf",
      "  ./freshet publish --prefix wiki/ ~/notes",
      "  ./freshet publish --source archive --no-wait ~/archive",
      "%nEnds with 1 where a document did not become retrievable."
    })
final class PublishCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin HelpOption help;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and folders.")
  private List<Path> paths;

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Put before each document id.")
  private String prefix;

  @Option(
      names = "--source",
      paramLabel = "TOPIC",
      description = "The source topic. Default: the service's first live one.")
  private Optional<String> source = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "10m",
      description = "Give up when nothing became retrievable for so long. Default: 10m.")
  private String timeout;

  @Option(names = "--no-wait", description = "End when all are accepted.")
  private boolean noWait;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, Path> files = files();
    Duration patience = patience();
    boolean bar = Terminal.standard().interactive() && !connection.json();
    var progress = new Progress(spec.commandLine().getErr(), bar, InstantSource.system());
    try (FreshetClient client = connection.open()) {
      var publications = new Upload(client, source, progress).all(files);
      if (!noWait) {
        new Arrival(client, source, progress, patience).await(publications);
      }
      progress.clear();
      var report = new PublishReport(publications, !noWait);
      if (connection.json()) {
        connection.print(report.json());
      } else {
        report.print(spec.commandLine().getOut());
      }
      return report.failed() == 0 ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private Map<String, Path> files() {
    try {
      Map<String, Path> files = FilesToPublish.of(paths, prefix);
      if (files.isEmpty()) {
        throw new IllegalArgumentException("nothing to publish: no file that is not hidden");
      }
      return files;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Duration patience() {
    try {
      return Durations.parse(timeout);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--timeout: " + e.getMessage(), e);
    }
  }
}
