package dev.freshet.query.watch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.store.Access;
import dev.freshet.query.exchange.Fields;
import dev.freshet.query.exchange.JsonBody;
import dev.freshet.query.exchange.Parameters;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Answers {@code /v1/watches}: registering, listing and removing watches that have a target. */
final class Registry {
  private static final String EXAMPLE =
      "{\"query\":\"…\",\"target\":{\"webhook\":\"https://example.org/hook\"}}";

  private final WatchSettings settings;
  private final WatchedLog watches;
  private final WantedReader reader;
  private final TargetReader targets;
  private final Consumer<Wanted> check;
  private final java.util.function.Supplier<String> now;
  private final InstantSource clock;

  /** The watches there are. */
  record WatchedLog(WatchLog log) {
    Stream<Registered> of(Access caller) {
      return log.watches().stream().filter(watch -> watch.owner().equals(caller));
    }
  }

  /**
   * @param check whether a query can stand; throws a Problem where not
   * @param now the cursor of this moment
   */
  Registry(
      WatchSettings settings,
      WatchLog log,
      WantedReader reader,
      TargetReader targets,
      Consumer<Wanted> check,
      java.util.function.Supplier<String> now,
      InstantSource clock) {
    this.settings = settings;
    this.watches = new WatchedLog(log);
    this.reader = reader;
    this.targets = targets;
    this.check = check;
    this.now = now;
    this.clock = clock;
  }

  Reply register(Request request, Access caller) {
    Parameters.of(request, List.of());
    List<String> known = Stream.concat(WantedReader.FIELDS.stream(), Stream.of("target")).toList();
    Fields body = Fields.of(JsonBody.read(request.body(), EXAMPLE), "", known);
    Wanted wanted = reader.read(body);
    Target target = targets.read(body);
    requireRoom(caller);
    check.accept(wanted);
    var watch =
        new Registered(
            UUID.randomUUID().toString(), wanted, caller, target, clock.instant(), now.get());
    watches.log().put(watch);
    ObjectNode answer = told(watch);
    if (target instanceof Target.Webhook webhook) {
      ((ObjectNode) answer.get("target")).put("secret", webhook.secret());
    }
    return Reply.json(201, answer);
  }

  private void requireRoom(Access caller) {
    requireRead();
    if (watches.log().watches().size() >= settings.registered()) {
      throw full("there are " + settings.registered() + " registered watches");
    }
    if (watches.of(caller).count() >= settings.registeredPerCaller()) {
      throw full("you have " + settings.registeredPerCaller() + " registered watches");
    }
  }

  private static Problem full(String what) {
    return Problem.of(409, "Too many watches", what + ", as many as there may be: remove one");
  }

  private void requireRead() {
    if (!watches.log().read()) {
      throw Problem.of(
              503, "Not ready", "the registered watches are not read yet: try again in a moment")
          .withHeader("Retry-After", "1");
    }
  }

  Reply list(Request request, Access caller) {
    Parameters.of(request, List.of());
    requireRead();
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode all = root.putArray("watches");
    watches
        .of(caller)
        .sorted(Comparator.comparing(Registered::createdAt).thenComparing(Registered::id))
        .forEach(watch -> all.add(told(watch)));
    return Reply.json(200, root);
  }

  private ObjectNode told(Registered watch) {
    ObjectNode node = RegisteredJson.told(watch);
    Optional<Delivery.Failing> failing =
        watches
            .log()
            .status(watches.log().partition(watch.id()))
            .flatMap(status -> Optional.ofNullable(status.failing().get(watch.id())));
    node.put("state", failing.isPresent() ? "failing" : "standing");
    failing.ifPresent(
        bad ->
            node.putObject("failing")
                .put("since", bad.since().toString())
                .put("error", bad.error())
                .put("dropped", bad.dropped()));
    return node;
  }

  Reply remove(Request request, Access caller) {
    Parameters.of(request, List.of());
    requireRead();
    String id = request.parameter("id");
    if (watches.of(caller).noneMatch(watch -> watch.id().equals(id))) {
      throw Problem.notFound("you have no watch of that id: GET /v1/watches lists those you have");
    }
    watches.log().remove(id);
    return Reply.json(200, JsonNodeFactory.instance.objectNode().put("removed", id));
  }
}
