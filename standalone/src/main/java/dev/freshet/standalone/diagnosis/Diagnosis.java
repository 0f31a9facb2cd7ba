package dev.freshet.standalone.diagnosis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.settings.Masks;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.exchange.Handler;
import dev.freshet.query.exchange.Parameters;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import dev.freshet.standalone.process.Log;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** {@code GET /v1/diagnosis}: what looks wrong with this process. One at a time. */
public final class Diagnosis implements Handler {
  private static final int LONGEST_LOG = 1 << 20;

  private final Subject subject;
  private final InstantSource clock;
  private final Semaphore one = new Semaphore(1);

  /**
   * @param clock the time of day
   */
  public Diagnosis(Subject subject, InstantSource clock) {
    this.subject = subject;
    this.clock = clock;
  }

  /**
   * @throws Problem 503 while another one is made
   */
  @Override
  public Reply handle(Request request) {
    Parameters.of(request, List.of());
    if (!one.tryAcquire()) {
      throw Problem.of(503, "Busy", "another diagnosis is being made: try again")
          .withHeader("Retry-After", "5");
    }
    try {
      return Reply.json(200, tree());
    } finally {
      one.release();
    }
  }

  /** The diagnosis. */
  ObjectNode tree() {
    Instant now = clock.instant();
    List<String> troubles = new ArrayList<>();
    Optional<Cluster> cluster = new ClusterLook(subject, now, troubles).look();
    Facts facts =
        new Facts(
            new InForce(subject.settings()),
            Machine.look(subject.data()),
            cluster,
            subject.generation().get(),
            refusedLarge(subject.telemetry()),
            Reevaluated.of(subject.telemetry()),
            now);
    ObjectNode root = root(subject.program(), subject.data(), facts, subject.masks());
    root.set("kafka", cluster.map(ClusterJson::of).orElseGet(JsonNodeFactory.instance::objectNode));
    ArrayNode told = root.putArray("troubles");
    troubles.forEach(trouble -> told.add(subject.masks().text(trouble)));
    root.put("threads", subject.masks().text(Threads.dump()));
    root.put("log", Texts.end(subject.masks().text(Log.recent()), LONGEST_LOG));
    return root;
  }

  /**
   * What can be said of a process that does not answer, from what it would be started with.
   *
   * @param settings as they would take effect; empty where they do not
   * @param data its folder
   */
  public static ObjectNode withoutProcess(
      List<Settings.Effective> settings, Masks masks, Path data) {
    Facts facts =
        new Facts(
            new InForce(settings),
            Machine.look(data).ofAnotherProcess(),
            Optional.empty(),
            "",
            0,
            Instant.now());
    return root("none", data, facts, masks);
  }

  private static ObjectNode root(String program, Path data, Facts facts, Masks masks) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("program", program)
        .put("at", facts.now().toString())
        .put("data", data.toString())
        .put("generation", facts.generation());
    ArrayNode findings = root.putArray("findings");
    Rule.all(facts).forEach(finding -> findings.add(finding.json()));
    ArrayNode settings = root.putArray("settings");
    for (Settings.Effective setting : facts.settings().all()) {
      settings
          .addObject()
          .put("key", setting.key())
          .put("value", masks.value(setting))
          .put("source", setting.source());
    }
    ObjectNode versions = root.putObject("versions");
    Versions.all().forEach(versions::put);
    root.set("process", process(facts.machine(), masks));
    return root;
  }

  private static ObjectNode process(Machine its, Masks masks) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("heapMax", its.heapMax())
        .put("heapKept", its.heapKept())
        .put("memory", its.memory())
        .put("openFiles", its.openFiles())
        .put("mostFiles", its.mostFiles())
        .put("diskFree", its.diskFree())
        .put("deadlocked", its.deadlocked());
    its.others()
        .forEach(
            (name, value) -> {
              switch (value) {
                case Long number -> node.put(name, number);
                case Integer number -> node.put(name, number);
                case Double number -> node.put(name, number);
                default -> node.put(name, masks.text(value.toString()));
              }
            });
    return node;
  }

  /** How many documents were refused over HTTP as too large. */
  static long refusedLarge(Telemetry telemetry) {
    return telemetry.measured("freshet.http.requests").stream()
        .filter(requests -> requests.has("method", "PUT"))
        .filter(requests -> requests.has("route", "/v1/documents/{id}"))
        .filter(requests -> requests.has("status", "413"))
        .mapToLong(requests -> (long) requests.value())
        .sum();
  }
}
