package dev.freshet.query.access;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.query.exchange.Caller;
import dev.freshet.query.exchange.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes callers and what they asked; never a key, a token or a hash. */
final class AccessJson {
  private AccessJson() {}

  static ObjectNode me(Caller caller, Usage.Of usage) {
    return described(caller, usage);
  }

  static ObjectNode list(
      List<Usage.Of> keys,
      Optional<Instant> readAt,
      Optional<IssuerSettings> issuer,
      int subjects) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode list = root.putArray("keys");
    keys.forEach(key -> list.add(described(key.caller(), key)));
    put(root, "readAt", readAt);
    if (issuer.isPresent()) {
      root.putObject("issuer")
          .put("url", issuer.get().issuer().toString())
          .put("audience", issuer.get().audience())
          .put("subjects", subjects);
    } else {
      root.putNull("issuer");
    }
    return root;
  }

  private static ObjectNode described(Caller caller, Usage.Of usage) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", caller.name());
    node.put("tenant", caller.access().tenant().name());
    ArrayNode principals = node.putArray("principals");
    caller.access().principals().stream().sorted().forEach(principals::add);
    ArrayNode scopes = node.putArray("scopes");
    caller.scopes().stream().sorted().map(Scope::label).forEach(scopes::add);
    put(node, "expires", usage.expires());
    limits(node, usage.limits(), usage.state());
    node.put("requests", usage.state().requests());
    node.put("refused", usage.state().refused());
    return node;
  }

  private static void limits(ObjectNode node, Limits limits, Allowance.State state) {
    if (limits.rated()) {
      node.putObject("rate")
          .put("perSecond", limits.perSecond())
          .put("burst", limits.burst())
          .put("left", state.left());
    } else {
      node.putNull("rate");
    }
    if (limits.counted()) {
      node.putObject("quota")
          .put("perDay", limits.perDay())
          .put("used", state.used())
          .put("resetSeconds", RateHeaders.seconds(state.newDay()));
    } else {
      node.putNull("quota");
    }
  }

  private static void put(ObjectNode node, String name, Optional<Instant> time) {
    if (time.isPresent()) {
      node.put(name, time.get().toString());
    } else {
      node.putNull(name);
    }
  }
}
