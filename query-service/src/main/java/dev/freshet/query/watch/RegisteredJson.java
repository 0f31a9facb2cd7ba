package dev.freshet.query.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.store.Access;
import dev.freshet.query.exchange.Fields;
import dev.freshet.query.exchange.Reply;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Registered watches as JSON: as they are told, and as they are kept. */
final class RegisteredJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final WantedReader reader;

  RegisteredJson(WantedReader reader) {
    this.reader = reader;
  }

  /** As it is told to its owner: without the secret. */
  static ObjectNode told(Registered watch) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", watch.id());
    Wanted wanted = watch.wanted();
    node.put("query", wanted.query());
    node.put("mode", wanted.mode().label());
    node.put("minScore", wanted.minScore());
    wanted.filterJson().ifPresent(filter -> node.set("filter", filter));
    if (!wanted.sources().isEmpty()) {
      ArrayNode sources = node.putArray("sources");
      new TreeSet<>(wanted.sources()).forEach(sources::add);
    }
    ObjectNode target = node.putObject("target");
    switch (watch.target()) {
      case Target.Webhook webhook -> target.put("webhook", webhook.url().toString());
      case Target.Topic topic -> target.put("topic", topic.name());
    }
    node.put("createdAt", watch.createdAt().toString());
    return node;
  }

  /** As it is kept in its topic, which therefore holds secrets. */
  static byte[] kept(Registered watch) {
    ObjectNode node = told(watch);
    if (watch.target() instanceof Target.Webhook webhook) {
      ((ObjectNode) node.get("target")).put("secret", webhook.secret());
    }
    node.put("tenant", watch.owner().tenant().name());
    ArrayNode principals = node.putArray("principals");
    new TreeSet<>(watch.owner().principals()).forEach(principals::add);
    node.put("begun", watch.begun());
    return Reply.bytes(node);
  }

  /**
   * Reads what {@link #kept} wrote.
   *
   * @throws IllegalArgumentException where it is none of ours
   */
  Registered read(byte[] bytes) {
    try {
      ObjectNode node = (ObjectNode) JSON.readTree(bytes);
      Set<String> principals = new HashSet<>();
      node.required("principals").forEach(p -> principals.add(p.asText()));
      JsonNode target = node.required("target");
      ObjectNode wanted = JSON.createObjectNode();
      WantedReader.FIELDS.stream()
          .filter(node::has)
          .forEach(field -> wanted.set(field, node.get(field)));
      return new Registered(
          node.required("id").asText(),
          reader.read(Fields.of(wanted, "", WantedReader.FIELDS)),
          new Access(new Tenant(node.required("tenant").asText()), principals),
          target.has("topic")
              ? new Target.Topic(target.get("topic").asText())
              : new Target.Webhook(
                  URI.create(target.required("webhook").asText()),
                  target.required("secret").asText()),
          Instant.parse(node.required("createdAt").asText()),
          node.required("begun").asText());
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("no registered watch: " + e.getMessage(), e);
    }
  }
}
