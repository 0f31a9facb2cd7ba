package dev.freshet.standalone.up;

import dev.freshet.common.topics.SourceTopic;
import dev.freshet.standalone.process.DataFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

/** What a person reads at start. */
final class StartReport {
  private final Configuration configuration;
  private final Path data;
  private final PrintWriter out;

  StartReport(Configuration configuration, Path data, PrintWriter out) {
    this.configuration = configuration;
    this.data = data;
    this.out = out;
  }

  void starting() {
    out.println("Freshet starts on " + data + " …");
    out.flush();
  }

  void ready(Parts parts, Duration took) {
    String kafka = parts.bootstrap();
    String topic = configuration.line().sources().getFirst().topic();
    line("page", parts.address() + "/");
    line("API", parts.address() + "/v1/search   (contract: " + parts.address() + "/openapi.json)");
    line("Kafka", kafka);
    line("sources", sources());
    line("model", parts.model());
    line("store", parts.store());
    line("log", DataFolder.log(data).toString());
    line("access", access());
    line("publish", "./freshet publish FILE    or");
    line("", "kcat -P -b " + kafka + " -t " + topic + " -k handbook.pdf handbook.pdf");
    out.printf("Ready in %.1f s. Ctrl-C ends it.%n", took.toMillis() / 1000.0);
    out.flush();
  }

  private void line(String name, String value) {
    out.printf("  %-9s%s%n", name, value);
  }

  private String sources() {
    return configuration.line().sources().stream()
        .map(SourceTopic::toString)
        .collect(Collectors.joining(", "));
  }

  private String access() {
    var access = configuration.query().access();
    String keys = access.keys().map(file -> "the keys in " + file).orElse("");
    String tokens = access.issuerUrl().map(url -> "tokens of " + url).orElse("");
    if (access.open()) {
      return "everybody on this machine, nobody else (--api-keys FILE changes that)";
    }
    return keys + (keys.isEmpty() || tokens.isEmpty() ? "" : ", and ") + tokens;
  }
}
