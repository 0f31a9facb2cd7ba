package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.standalone.client.EventStream;
import dev.freshet.standalone.client.Problem;
import dev.freshet.standalone.client.Unreachable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code freshet answer QUESTION}. */
@Command(
    name = "answer",
    description =
        "Answers a question from what was published, and says what each sentence is from.",
    footer = {
      "%nExamples:",
      "  ./freshet answer how many days of leave do I have",
      "  ./freshet answer --filter '{\"field\":\"meta.team\",\"eq\":\"hr\"}' 'who signs for travel?'",
      "  ./freshet answer --json how many days of leave | jq -r .text"
    })
final class AnswerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private QueryOptions query;
  @Mixin private Connection connection;
  @Mixin HelpOption help;

  @Option(
      names = "--token-budget",
      paramLabel = "N",
      description = "Tokens of what is read for it, 100 to 32000. Default: the service's.")
  private Integer tokenBudget;

  @Override
  public Integer call() {
    ObjectNode request = query.body();
    if (tokenBudget != null) {
      request.put("tokenBudget", tokenBudget.intValue());
    }
    try (var client = connection.open()) {
      if (connection.json()) {
        connection.print(client.post("/v1/answer", request));
      } else {
        request.put("stream", true);
        try (EventStream events = client.events("/v1/answer", request)) {
          tell(events);
        }
      }
    }
    return ExitCode.OK;
  }

  /** The text as it comes, then what it is from. */
  private void tell(EventStream events) {
    var page = new AnswerText(spec.commandLine().getOut(), Terminal.standard());
    for (var event = events.next(); event.isPresent(); event = events.next()) {
      JsonNode data = event.get().data();
      switch (event.get().name()) {
        case "delta" -> page.piece(data.path("text").asText());
        case "done" -> {
          page.end(data);
          return;
        }
        case "error" -> {
          page.brokenOff();
          throw new Problem(data.path("status").asInt(500), data.path("detail").asText());
        }
        default -> {
          // What it will be from comes again at the end, with the marks that were used.
        }
      }
    }
    page.brokenOff();
    throw new Unreachable("the service ended the answer before its end", null);
  }
}
