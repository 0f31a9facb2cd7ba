package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.standalone.client.FreshetClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freshet dead-letters show POSITION}. */
@Command(
    name = "show",
    description = "Shows one letter: why it died, its headers, and the beginning of its text.",
    footer = {
      "%nExamples:",
      "  ./freshet dead-letters show freshet.dead-letters-0@17",
      "  ./freshet dead-letters show --output plan.pdf freshet.dead-letters-0@17"
    })
final class ShowLetterCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin HelpOption help;

  @Parameters(paramLabel = "POSITION", description = "As the list tells it.")
  private String position;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the file as it was published to FILE, which must not exist.")
  private Optional<Path> output = Optional.empty();

  @Override
  public Integer call() {
    String path = DeadLettersCommand.PATH + "/" + FreshetClient.encoded(position);
    try (var client = connection.open()) {
      JsonNode letter = client.get(path);
      output.ifPresent(file -> write(file, client.bytes(path + "/bytes")));
      if (connection.json()) {
        connection.print(letter);
      } else {
        new LetterText(spec.commandLine().getOut(), Terminal.standard(), InstantSource.system())
            .show(letter);
      }
    }
    return ExitCode.OK;
  }

  private void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes, java.nio.file.StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "--output: cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
