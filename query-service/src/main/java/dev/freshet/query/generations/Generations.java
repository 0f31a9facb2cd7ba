package dev.freshet.query.generations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Outage;
import dev.freshet.query.exchange.Fields;
import dev.freshet.query.exchange.JsonBody;
import dev.freshet.query.exchange.Parameters;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.flow.Backlog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Answers what is asked of {@code /v1/generations}. */
public final class Generations {
  /** So long may the rest of a build take once a switch was asked for. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** So long may answers wait for a switch. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** With so few records to go it is ready: new ones come all the time. */
  private static final long FEW = 20;

  private static final int MAX_QUERIES = 500;
  private static final int MAX_QUERY_CHARACTERS = 4096;
  private static final int DEFAULT_LIMIT = 10;
  private static final int MAX_LIMIT = 50;
  private static final String EXAMPLE = "{\"settings\":{\"passage.max-tokens\":\"128\"}}";

  private final GenerationSwitch live;
  private final GenerationBuilder builder;
  private final Map<String, Estimate> estimates = new ConcurrentHashMap<>();
  private final ReentrantLock changing = new ReentrantLock();

  /**
   * @param live those there are
   * @param builder makes others
   */
  public Generations(GenerationSwitch live, GenerationBuilder builder) {
    this.live = live;
    this.builder = builder;
  }

  /** Those there are, and how far each is. */
  public Reply list(Request request) {
    Parameters.of(request, List.of());
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode all = root.putArray("generations");
    live.all().forEach(generation -> tell(all.addObject(), generation));
    return Reply.json(200, root);
  }

  private void tell(ObjectNode node, LiveGeneration generation) {
    boolean serves = live.serves(generation.name());
    node.put("name", generation.name());
    node.put("serves", serves);
    Backlog.Progress progress = generation.backlog().progress();
    long toIndex = generation.backlog().waiting().getOrDefault(Stage.INDEX, 0L);
    boolean ready =
        generation.freshness().ready()
            && progress.total() - progress.done() <= FEW
            && toIndex <= FEW;
    node.put("state", serves ? "serving" : ready ? "ready" : "building");
    node.put("passages", generation.passages());
    node.put("done", progress.done());
    node.put("total", progress.total());
    long now = System.nanoTime();
    var left =
        estimates
            .computeIfAbsent(generation.name(), _ -> new Estimate(progress, now))
            .secondsLeft(progress, now);
    if (left.isPresent()) {
      node.put("secondsLeft", Math.round(left.getAsDouble() * 10) / 10.0);
    } else {
      node.putNull("secondsLeft");
    }
    node.put("trouble", builder.trouble(generation.name()).orElse(""));
    ObjectNode settings = node.putObject("settings");
    new TreeMap<>(builder.settings(generation.name())).forEach(settings::put);
  }

  /** Begins to build one. */
  public Reply build(Request request) {
    Parameters.of(request, List.of());
    Fields body = Fields.of(JsonBody.read(request.body(), EXAMPLE), "", List.of("settings"));
    if (!body.has("settings") || !body.get("settings").isObject()) {
      throw Problem.field("settings", "\"settings\" is no object: give JSON such as " + EXAMPLE);
    }
    Map<String, String> settings = new TreeMap<>();
    body.get("settings").properties().forEach(one -> settings.put(one.getKey(), value(one)));
    String name = changed(() -> builder.build(settings));
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    tell(node, live.find(name).orElseThrow());
    return Reply.json(202, node);
  }

  /** Has one serve. */
  public Reply serve(Request request) {
    Parameters.of(request, List.of());
    String name = request.parameter("name");
    return changed(
        () -> {
          live.to(name, PATIENCE, PAUSE, builder::serve);
          ObjectNode node = JsonNodeFactory.instance.objectNode();
          tell(node, live.current());
          return Reply.json(200, node);
        });
  }

  /** Removes one that does not serve. */
  public Reply drop(Request request) {
    Parameters.of(request, List.of());
    String name = request.parameter("name");
    return changed(
        () -> {
          if (live.find(name).isEmpty()) {
            throw GenerationSwitch.unknown(name);
          }
          if (live.serves(name)) {
            throw Problem.of(
                409, "It serves", "generation " + name + " serves: have another one serve first");
          }
          builder.drop(name);
          estimates.remove(name);
          return Reply.json(200, JsonNodeFactory.instance.objectNode().put("dropped", name));
        });
  }

  /** Asks one and the one that serves the same. */
  public Reply compare(Request request) {
    Parameters.of(request, List.of());
    String name = request.parameter("name");
    LiveGeneration other = live.find(name).orElseThrow(() -> GenerationSwitch.unknown(name));
    Fields body = Fields.of(JsonBody.read(request.body(), "{}"), "", List.of("queries", "limit"));
    int limit = body.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    List<String> queries = body.texts("queries", MAX_QUERIES);
    for (String query : queries) {
      if (query.isBlank() || query.length() > MAX_QUERY_CHARACTERS) {
        throw Problem.field("queries", "\"queries\": each is a text of 1 to 4096 characters");
      }
    }
    var comparison = new Comparison(live.current(), other, limit, request.caller().access());
    return Reply.json(200, comparison.compare(queries));
  }

  private static String value(Map.Entry<String, JsonNode> setting) {
    if (!setting.getValue().isValueNode() || setting.getValue().isNull()) {
      throw Problem.field(
          "settings", "\"settings." + setting.getKey() + "\": give a text or a number");
    }
    return setting.getValue().asText();
  }

  /** Before that nobody knows what is shown, and so what the next one has to show. */
  private void requireReady() {
    if (!live.current().freshness().ready()) {
      throw Problem.of(
              503, "Not ready", "the service is still catching up: try again when it is ready")
          .withHeader("Retry-After", "1");
    }
  }

  /** One change at a time; a second one is told so rather than kept waiting. */
  private <T> T changed(Supplier<T> change) {
    if (!changing.tryLock()) {
      throw Problem.of(
              409, "Busy", "another change of the generations is under way: try again in a moment")
          .withHeader("Retry-After", "1");
    }
    try {
      requireReady();
      return change.get();
    } catch (IllegalArgumentException e) {
      throw Problem.field("settings", e.getMessage());
    } catch (IllegalStateException e) {
      throw Problem.of(409, "Not as things are", e.getMessage());
    } catch (UnsupportedOperationException e) {
      throw Problem.of(501, "Not here", e.getMessage());
    } catch (Outage e) {
      throw Problem.of(503, "Not now", e.getMessage()).withHeader("Retry-After", "5");
    } finally {
      changing.unlock();
    }
  }
}
