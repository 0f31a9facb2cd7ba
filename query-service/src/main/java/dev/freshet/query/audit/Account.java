package dev.freshet.query.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.Position;
import dev.freshet.common.store.Filter;
import dev.freshet.common.text.Sha256;
import dev.freshet.query.audit.AuditSettings.Text;
import dev.freshet.query.exchange.Caller;
import dev.freshet.query.exchange.Scope;
import dev.freshet.query.retrieval.SearchRequest;
import dev.freshet.query.retrieval.Trail;
import java.time.Instant;

/** Writes one record. */
final class Account {
  private static final int MAX_FILTER = 16_384;

  private final Text policy;

  Account(Text policy) {
    this.policy = policy;
  }

  /**
   * What is known when a record is written.
   *
   * @param id of the query
   * @param time when it was asked
   * @param door by which
   * @param caller who asked
   * @param notes what, and what it was given
   * @param state {@code begun} for an answer that is still given, else {@code done} or {@code
   *     broken off}
   * @param status of HTTP
   * @param millis how long it took
   */
  record Facts(
      String id,
      Instant time,
      String door,
      Caller caller,
      Trail.Notes notes,
      String state,
      int status,
      double millis) {}

  ObjectNode of(Facts facts) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", facts.id()).put("time", facts.time().toString()).put("door", facts.door());
    String tenant = facts.caller().access().tenant().name();
    node.put("tenant", tenant);
    ArrayNode principals = node.putArray("principals");
    facts.caller().access().principals().stream().sorted().forEach(principals::add);
    ArrayNode scopes = node.putArray("scopes");
    facts.caller().scopes().stream().map(Scope::label).sorted().forEach(scopes::add);
    node.put("state", facts.state()).put("status", facts.status()).put("tookMs", facts.millis());
    ArrayNode queries = node.putArray("queries");
    facts.notes().queries().forEach(query -> query(queries.addObject(), query, tenant));
    if (!facts.notes().tools().isEmpty()) {
      facts.notes().tools().forEach(node.putArray("tools")::add);
    }
    documents(node.putArray("documents"), facts.notes());
    node.put("morePassages", facts.notes().more());
    facts.notes().generated().ifPresent(made -> generated(node.putObject("generated"), made));
    return node;
  }

  private void query(ObjectNode node, SearchRequest query, String tenant) {
    switch (policy) {
      case KEEP -> node.put("text", query.query());
      case HASH -> node.put("textSha256", Sha256.hex(tenant + "\n" + query.query()));
      case NONE -> {
        // Nothing is said of it.
      }
    }
    node.put("mode", query.mode().label()).put("limit", query.limit());
    if (!query.filter().equals(Filter.EVERYTHING)) {
      ObjectNode filter = FilterJson.of(query.filter());
      if (filter.toString().length() <= MAX_FILTER) {
        node.set("filter", filter);
      } else {
        node.put("filterTooLong", true);
      }
    }
    if (!query.sources().isEmpty()) {
      query.sources().stream().sorted().forEach(node.putArray("sources")::add);
    }
    query.token().map(Position::token).ifPresent(token -> node.put("freshnessToken", token));
    query.asOf().ifPresent(asOf -> node.put("freshnessAsOf", asOf.toString()));
  }

  private static void documents(ArrayNode list, Trail.Notes notes) {
    notes
        .sources()
        .forEach(
            (source, given) -> {
              ObjectNode document =
                  list.addObject()
                      .put("id", source.document().id().value())
                      .put("source", source.document().source())
                      .put("version", source.version().position().token())
                      .put("passages", given.passages());
              given.ordinals().forEach(document.putArray("ordinals")::add);
            });
  }

  private static void generated(ObjectNode node, Trail.Generated made) {
    node.put("model", made.model());
    node.put("promptTokens", made.promptTokens());
    node.put("completionTokens", made.completionTokens());
    made.cost().ifPresent(cost -> node.put("cost", cost));
  }
}
