package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.settings.Masks;
import dev.freshet.standalone.client.FreshetClient;
import dev.freshet.standalone.client.Problem;
import dev.freshet.standalone.client.Unreachable;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Supplier;

/** What a process answered when it was asked for its diagnosis, as far as it did. */
final class AskedProcess {
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

  private final Masks masks;
  private boolean answered;
  private String trouble = "";
  private Optional<String> refusal = Optional.empty();
  private Optional<String> silence = Optional.empty();
  private Optional<JsonNode> health = Optional.empty();
  private Optional<String> metrics = Optional.empty();
  private Optional<JsonNode> generations = Optional.empty();
  private Optional<ObjectNode> diagnosis = Optional.empty();

  /**
   * @param masks hides what this command knows to be secret
   */
  AskedProcess(Masks masks) {
    this.masks = masks;
  }

  void ask(FreshetClient client) {
    health = tried(() -> client.getWhatever("/health/ready"));
    if (health.isEmpty()) {
      return;
    }
    metrics =
        tried(() -> new String(client.bytes("/metrics"), StandardCharsets.UTF_8)).map(masks::text);
    health = health.map(tree -> DiagnosisText.masked(tree, masks));
    Instant before = Instant.now();
    try {
      JsonNode told = client.get("/v1/diagnosis");
      if (told.path("findings").isArray() && told.has("settings")) {
        diagnosis = Optional.of((ObjectNode) DiagnosisText.masked(told, masks));
      } else {
        refusal = Optional.of("what answers is no Freshet: it gives no diagnosis");
      }
    } catch (Problem e) {
      refusal = Optional.of(e.getMessage());
    } catch (Unreachable e) {
      silence = Optional.of("it answers for its health, and not for its diagnosis: " + because(e));
    }
    diagnosis.ifPresent(
        tree -> {
          generations =
              tried(() -> client.get("/v1/generations"))
                  .map(all -> DiagnosisText.masked(all, masks));
          checks(tree);
          clocks(tree, before);
        });
  }

  private <T> Optional<T> tried(Supplier<T> question) {
    try {
      T answer = question.get();
      answered = true;
      return Optional.of(answer);
    } catch (Problem e) {
      answered = true;
      trouble = e.getMessage();
    } catch (Unreachable e) {
      trouble = e.getMessage();
      if (e.getCause() instanceof HttpTimeoutException late
          && !(late instanceof HttpConnectTimeoutException)) {
        silence = Optional.of("it takes connections and does not answer: " + because(e));
      }
    }
    return Optional.empty();
  }

  private static String because(Unreachable e) {
    return Optional.ofNullable(e.getCause()).map(Throwable::toString).orElse(e.getMessage());
  }

  /** What health says is down, besides what the rules found. */
  private void checks(ObjectNode tree) {
    for (JsonNode check : health.map(its -> its.path("checks")).orElse(tree.path("none"))) {
      if (!check.path("status").asText().equals("up")) {
        ((ArrayNode) tree.path("findings"))
            .insert(
                0,
                DiagnoseCommand.finding(
                    masks,
                    "wrong",
                    "check-down",
                    check.path("name").asText() + " is down: " + check.path("detail").asText(),
                    "the process cannot do all of its work",
                    "docs/operations.md, \"Health\", says what each check means"));
      }
    }
  }

  private void clocks(ObjectNode tree, Instant before) {
    try {
      Instant at = Instant.parse(tree.path("at").asText());
      Instant early = before.minus(CLOCKS_DIFFER);
      Instant late = Instant.now().plus(CLOCKS_DIFFER);
      if (at.isBefore(early) || at.isAfter(late)) {
        ((ArrayNode) tree.path("findings"))
            .add(
                DiagnoseCommand.finding(
                    masks,
                    "advice",
                    "clocks-differ",
                    "the process's clock says " + at + ", this machine's " + before,
                    "ages, recency and the ends of keys are reckoned by these clocks",
                    "let both machines follow a time server (chrony, ntpd)"));
      }
    } catch (DateTimeParseException _) {
      // A service of another version: nothing is known of its clock.
    }
  }

  /** Whether something answered at all. */
  boolean answered() {
    return answered;
  }

  /** Why nothing did, or not all. */
  String trouble() {
    return trouble;
  }

  /** Why it answered and gave no diagnosis. */
  Optional<String> refusal() {
    return refusal;
  }

  /** What it left without an answer though something listens: it hangs, or ended just then. */
  Optional<String> silence() {
    return silence;
  }

  Optional<JsonNode> health() {
    return health;
  }

  Optional<String> metrics() {
    return metrics;
  }

  Optional<JsonNode> generations() {
    return generations;
  }

  Optional<ObjectNode> diagnosis() {
    return diagnosis;
  }
}
