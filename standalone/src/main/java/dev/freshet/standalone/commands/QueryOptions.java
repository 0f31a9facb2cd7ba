package dev.freshet.standalone.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.standalone.client.FreshetClient;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The query, and what it is limited to, of every command that has one. */
final class QueryOptions {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "QUERY", description = "In words.")
  private List<String> query;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "hybrid",
      description = "hybrid, dense (meaning) or sparse (words). Default: hybrid.")
  private String mode;

  @Option(names = "--filter", paramLabel = "JSON", description = "A filter tree.")
  private String filter;

  @Option(
      names = "--source",
      paramLabel = "TOPIC",
      description = "Only documents of this source topic; may be given again.")
  private List<String> sources = List.of();

  /** As the body of a request. */
  ObjectNode body() {
    ObjectNode body = JSON.createObjectNode();
    body.put("query", words()).put("mode", mode);
    if (filter != null) {
      body.set("filter", filterTree());
    }
    if (!sources.isEmpty()) {
      sources.forEach(body.putArray("sources")::add);
    }
    return body;
  }

  /** As the query of an address. */
  String parameters() {
    StringBuilder query = new StringBuilder();
    query.append("query=").append(FreshetClient.encoded(words()));
    query.append("&mode=").append(FreshetClient.encoded(mode));
    if (filter != null) {
      query.append("&filter=").append(FreshetClient.encoded(filterTree().toString()));
    }
    if (!sources.isEmpty()) {
      query.append("&sources=").append(FreshetClient.encoded(String.join(",", sources)));
    }
    return query.toString();
  }

  private String words() {
    return String.join(" ", query);
  }

  private JsonNode filterTree() {
    try {
      return JSON.readTree(filter);
    } catch (JsonProcessingException e) {
      throw new ParameterException(
          spec.commandLine(), "--filter is not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
