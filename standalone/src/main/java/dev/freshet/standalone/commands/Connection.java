package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.standalone.client.FreshetClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that every command has which talks to a service. */
final class Connection {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:FRESHET_URL:-http://127.0.0.1:8080}",
      description = "The service (FRESHET_URL; default http://127.0.0.1:8080).")
  private String url;

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      defaultValue = "${env:FRESHET_API_KEY:-}",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "Sent as a bearer token (FRESHET_API_KEY).")
  private String apiKey;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      defaultValue = "${env:FRESHET_CA:-}",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "PEM file of the certificates to trust at an https address (FRESHET_CA).")
  private String roots;

  @Option(names = "--json", description = "Print one JSON object for programs.")
  private boolean json;

  FreshetClient open() {
    return new FreshetClient(
        uri(),
        Optional.of(apiKey).filter(key -> !key.isBlank()),
        Optional.of(roots).filter(file -> !file.isBlank()).map(Path::of));
  }

  private URI uri() {
    try {
      URI uri = URI.create(url);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException _) {
      // Told below.
    }
    throw new ParameterException(
        spec.commandLine(), "--url \"" + url + "\": give an address such as http://127.0.0.1:8080");
  }

  /** The service's address, for people. */
  String url() {
    return url;
  }

  /** The key; empty: none. */
  String apiKey() {
    return apiKey;
  }

  boolean json() {
    return json;
  }

  void print(JsonNode tree) {
    spec.commandLine().getOut().println(tree.toPrettyString());
  }
}
