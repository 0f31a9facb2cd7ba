package dev.freshet.standalone.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.store.Access;
import dev.freshet.standalone.process.StartRefused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What users of a tenant said, by query. Of what one user said of one passage the last counts. */
final class Judgements {
  private static final int MOST = 1_000_000;

  /** Of their ids and answers together: 100 MB at most. */
  private static final long MOST_CHARACTERS = 50_000_000;

  private final Access access;
  private final Predicate<String> asked;
  private final Tally tally;
  private final Map<String, Map<String, Judgement>> byQuery = new HashMap<>();
  private int size;
  private long characters;

  /**
   * One of them.
   *
   * @param source the document's source topic; empty: any
   * @param passage empty: the document as a whole
   * @param answer as it should have been; empty: nothing was said of that, or by somebody who may
   *     read more than those the dataset is for
   * @param who a hash of the principals who said it
   */
  record Judgement(
      String document,
      String source,
      OptionalInt passage,
      boolean helpful,
      String answer,
      String time,
      String who) {
    boolean isOf(String id, String topic) {
      return document.equals(id) && (source.isEmpty() || source.equals(topic));
    }
  }

  /**
   * @param access whose judgements, and for whom the dataset is
   * @param asked whether a query of this id was asked: judgements of no other are kept
   */
  Judgements(Access access, Predicate<String> asked, Tally tally) {
    this.access = access;
    this.asked = asked;
    this.tally = tally;
  }

  /** Takes note of a record. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    JsonNode json = Json.of(record);
    if (!json.path("queryId").isTextual() || !json.path("helpful").isBoolean()) {
      tally.drop(Drop.UNREADABLE);
      return;
    }
    if (!json.path("tenant").asText().equals(access.tenant().name())) {
      return;
    }
    String queryId = json.path("queryId").asText();
    if (!asked.test(queryId)) {
      tally.drop(Drop.NO_SUCH_QUERY);
      return;
    }
    Judgement judgement =
        new Judgement(
            json.path("document").asText(),
            json.path("source").asText(),
            json.has("passage")
                ? OptionalInt.of(json.path("passage").asInt())
                : OptionalInt.empty(),
            json.path("helpful").asBoolean(),
            within(json.path("principals")) ? json.path("answer").asText() : "",
            json.path("time").asText(),
            Key.of(json.path("principals").toString()).hex());
    String whose =
        judgement.who()
            + "\n"
            + judgement.document()
            + "\n"
            + judgement.source()
            + "\n"
            + judgement.passage();
    var known = byQuery.computeIfAbsent(queryId, _ -> new LinkedHashMap<>());
    Judgement former = known.put(whose, judgement);
    if (former == null) {
      size++;
      characters += whose.length();
    } else {
      characters -= former.answer().length();
    }
    characters += judgement.answer().length();
    if (size > MOST || characters > MOST_CHARACTERS) {
      throw new StartRefused(
          ("there are more than %d judgements, or %d characters in them:"
                  + " give --since with a later time")
              .formatted(MOST, MOST_CHARACTERS));
    }
  }

  /** Whether they may read no more than those the dataset is for. */
  private boolean within(JsonNode principals) {
    for (JsonNode principal : principals) {
      if (!access.principals().contains(principal.asText())) {
        return false;
      }
    }
    return true;
  }

  /** What was said of a query, which is not asked for again. */
  List<Judgement> take(String queryId) {
    Map<String, Judgement> known = byQuery.remove(queryId);
    return known == null ? List.of() : new ArrayList<>(known.values());
  }

  /** Counts what was said of queries that are no longer there. */
  void settle() {
    tally.drop(Drop.NO_SUCH_QUERY, byQuery.values().stream().mapToLong(Map::size).sum());
  }
}
