package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.document.Metadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What orders passages besides their score, groups and facets. */
class SearchOrderingTest extends EndpointTest {

  private static Metadata published(Duration ago, Map<String, String> meta) {
    return new Metadata(
        "",
        "",
        "text/plain",
        "",
        Optional.of(RunningService.NOW.minus(ago)),
        Optional.empty(),
        List.of(),
        meta,
        "",
        Optional.empty(),
        Optional.empty(),
        0);
  }

  private JsonNode search(String query, String rest) throws Exception {
    RunningService.Answer answer =
        running.search("{\"query\":\"" + query + "\",\"mode\":\"sparse\"" + rest + "}");
    assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
    return answer.json();
  }

  private static String upTo(long offset) {
    return ",\"freshness\":{\"token\":\"documents-0@" + offset + "\"}";
  }

  private static List<String> ids(JsonNode answer) {
    List<String> ids = new ArrayList<>();
    answer.get("results").forEach(r -> ids.add(r.at("/document/id").asText()));
    return ids;
  }

  @Test
  void recency_decaysTheScoreByTheAgeOfPublishedAt() throws Exception {
    running.index("old", 0, "annual leave granted", published(Duration.ofDays(90), Map.of()));
    running.index("new", 1, "leave", published(Duration.ZERO, Map.of()));
    running.index("middle", 2, "annual leave", published(Duration.ofDays(30), Map.of()));

    JsonNode plain = search("annual leave granted", upTo(2));
    JsonNode aged =
        search("annual leave granted", upTo(2) + ",\"recency\":{\"halfLife\":\"P30D\"}");

    assertThat(ids(plain)).containsExactly("old", "middle", "new");
    assertThat(ids(aged)).containsExactly("middle", "old", "new");
    assertThat(aged.at("/results/0/score").asDouble()).isCloseTo(.25, within(1e-9));
    assertThat(aged.at("/results/1/score").asDouble()).isCloseTo(.125, within(1e-9));
  }

  @Test
  void settings_sayWhatAgeDoes_whereTheRequestSaysNothing_andAPageKeepsToIt() throws Exception {
    Map<String, String> settings = Map.of("search.half-life", "30d", "search.aging-share", "1");
    try (RunningService aging = new RunningService(settings, 0)) {
      RunningService.await(aging.service::ready);
      aging.index("old", 0, "annual leave granted", published(Duration.ofDays(90), Map.of()));
      aging.index("new", 1, "leave", published(Duration.ZERO, Map.of()));
      aging.index("middle", 2, "annual leave", published(Duration.ofDays(30), Map.of()));
      String asked = "{\"query\":\"annual leave granted\",\"mode\":\"sparse\"" + upTo(2);

      JsonNode told = aging.search(asked + "}").json();
      JsonNode switchedOff = aging.search(asked + ",\"recency\":false}").json();
      JsonNode first = aging.search(asked + ",\"limit\":1}").json();
      String rest = ",\"cursor\":\"" + first.get("next").asText() + "\"}";

      assertThat(ids(told)).containsExactly("middle", "old", "new");
      assertThat(ids(switchedOff)).containsExactly("old", "middle", "new");
      assertThat(ids(aging.search(asked + rest).json())).containsExactly("old", "new");
    }
  }

  @Test
  void depth_isThatOfAPlainSearch_unlessSomethingElseOrders() throws Exception {
    running.index("a", 0, "annual leave", Metadata.NONE);

    search("leave", upTo(0));
    assertThat(running.store.depth).isEqualTo(50);
    search("leave", upTo(0) + ",\"recency\":false");
    assertThat(running.store.depth).isEqualTo(50);
    search("leave", upTo(0) + ",\"recency\":{\"halfLife\":\"P1D\"}");
    assertThat(running.store.depth).isEqualTo(100);
  }

  @Test
  void denseWeight_decidesWhatMeaningCountsAgainstWords() throws Exception {
    // The fake store finds everything alike by meaning: 1, scaled.
    try (RunningService words = new RunningService(Map.of("search.dense-weight", "0.25"), 0)) {
      RunningService.await(words.service::ready);
      words.index("a", 0, "annual leave granted", Metadata.NONE);
      words.index("b", 1, "annual leave", Metadata.NONE);
      words.index("c", 2, "leave", Metadata.NONE);

      JsonNode found = words.search("{\"query\":\"annual leave granted\"" + upTo(2) + "}").json();

      assertThat(ids(found)).containsExactly("a", "b", "c");
      assertThat(found.at("/results/0/score").asDouble()).isCloseTo(1, within(1e-9));
      assertThat(found.at("/results/1/score").asDouble()).isCloseTo(.25 + .75 / 2, within(1e-9));
      assertThat(found.at("/results/2/score").asDouble()).isCloseTo(.25, within(1e-9));
    }
  }

  @Test
  void recency_withWeightZero_changesNothing() throws Exception {
    running.index("old", 0, "annual leave", published(Duration.ofDays(60), Map.of()));
    running.index("new", 1, "leave", published(Duration.ZERO, Map.of()));

    JsonNode aged = search("annual leave", upTo(1) + ",\"recency\":{\"halfLife\":60,\"weight\":0}");

    assertThat(aged.get("results").toString())
        .isEqualTo(search("annual leave", upTo(1)).get("results").toString());
  }

  @Test
  void recency_notOlderThan_isAHardBound_andAnUnknownDateIsTheVersionsTime() throws Exception {
    running.index("old", 0, "leave", published(Duration.ofDays(3), Map.of()));
    running.index("new", 1, "leave", published(Duration.ofDays(1), Map.of()));
    running.index("undated", 2, "leave", Metadata.NONE);

    JsonNode found = search("leave", upTo(2) + ",\"recency\":{\"notOlderThan\":\"P2D\"}");

    assertThat(ids(found)).containsExactlyInAnyOrder("new", "undated");
  }

  @Test
  void groupBy_document_givesTheBestPassagesOfEach() throws Exception {
    for (int i = 0; i < 6; i++) {
      running.index("d" + i, i, "leave", Metadata.NONE);
    }
    JsonNode found = search("leave", upTo(5) + ",\"limit\":4,\"groupBy\":\"document\"");

    assertThat(found.get("results")).hasSize(4);
    JsonNode group = found.at("/results/0");
    assertThat(group.at("/document/id").asText()).startsWith("d");
    assertThat(group.at("/passages/0/passage/text").asText()).isEqualTo("leave");
    assertThat(group.at("/passages/0/scores/sparse").asDouble()).isEqualTo(1);
    assertThat(group.get("score")).isEqualTo(group.at("/passages/0/score"));
    assertThat(group.has("passage")).isFalse();
  }

  @Test
  void diversity_putsARepetitionBehindSomethingElse() throws Exception {
    running.index("a", 0, "annual leave is granted to staff", Metadata.NONE);
    running.index("b", 1, "annual leave is granted to staff", Metadata.NONE);
    running.index("c", 2, "leave the building when the alarm rings", Metadata.NONE);

    JsonNode plain = search("annual leave", upTo(2));
    JsonNode diverse = search("annual leave", upTo(2) + ",\"diversity\":{\"lambda\":0.4}");

    assertThat(ids(plain)).containsExactly("a", "b", "c");
    assertThat(ids(diverse)).containsExactly("a", "c", "b");
  }

  @Test
  void facets_countDocumentsOfTheFilter_notOfTheQuery() throws Exception {
    running.index("a", 0, "annual leave", published(Duration.ZERO, Map.of("team", "legal")));
    running.index("b", 1, "something else", published(Duration.ZERO, Map.of("team", "legal")));
    running.index("c", 2, "annual leave", published(Duration.ZERO, Map.of()));

    JsonNode found = search("annual", upTo(2) + ",\"facets\":[\"meta.team\",\"contentType\"]");

    assertThat(found.get("facets").toString())
        .isEqualTo(
            "{\"meta.team\":{\"values\":[{\"value\":\"legal\",\"documents\":2}],\"other\":0,"
                + "\"missing\":1},\"contentType\":{\"values\":[{\"value\":\"text/plain\","
                + "\"documents\":3}],\"other\":0,\"missing\":0}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "recency":{} | recency | "recency" says nothing: give halfLife, notOlderThan or both
          "recency":true | recency | "recency" is true or false: give an object of halfLife, weight and notOlderThan, or false
          "recency":{"halfLife":"30 days"} | recency.halfLife | "recency.halfLife" is no such duration: give 1 second to 36500 days, as seconds or in ISO 8601 such as P30D or PT12H
          "recency":{"halfLife":0} | recency.halfLife | "recency.halfLife" is no such duration: give 1 second to 36500 days, as seconds or in ISO 8601 such as P30D or PT12H
          "recency":{"halfLife":9223372036854775807} | recency.halfLife | "recency.halfLife" is no such duration: give 1 second to 36500 days, as seconds or in ISO 8601 such as P30D or PT12H
          "recency":{"halfLife":1.5} | recency.halfLife | "recency.halfLife" is a number with a fraction: give 1 second to 36500 days, as seconds or in ISO 8601 such as P30D or PT12H
          "recency":{"halfLife":9,"weight":2} | recency.weight | "recency.weight" is 2: give a number from 0 to 1
          "recency":{"notOlderThan":9,"weight":1} | recency.weight | "recency.weight" weighs the decay: give halfLife too
          "diversity":{} | diversity.lambda | "diversity.lambda" is missing: give a number from 0 to 1, at 1 only relevance counts
          "diversity":0.5 | diversity | "diversity" is a number with a fraction: give an object
          "groupBy":"source" | groupBy | groupBy "source" is unknown: use document
          "groupSize":2 | groupSize | "groupSize" is of groups: give "groupBy": "document" too
          "groupBy":"document","groupSize":21 | groupSize | "groupSize" is 21: give a whole number from 1 to 20
          "facets":["publishedAt"] | facets | field "publishedAt" holds a time: facets count values of text fields
          "facets":["team"] | facets | field "team" is unknown: use meta.<name>, one of [author, contentType, filename, id, source, sourceUri, title], or for times one of [createdAt, expiresAt, modifiedAt, publishedAt]
          "facets":["source","source"] | facets | "facets" names a field twice: give each once
          "facets":["source"],"at":"2026-07-01T12:00:00Z" | facets | "facets" count what is there now: ask for them without "cursor" and "at"
          "rerank":"yes" | rerank | "rerank" is a text: give true, or an object of model, depth and deadlineMs
          "rerank":{"depth":0} | rerank.depth | "rerank.depth" is 0: give a whole number from 1 to 200
          "rerank":true | rerank | this service has no reranker (rerank.endpoint): leave out "rerank"
          "at":"yesterday" | at | "at" is neither a time nor a token: give one such as 2026-07-01T12:00:00Z or documents-0@42, or the Freshet-Read-Point of an answer
          "at":"2026-07-01T13:00:00Z" | at | "at" lies in the future: give a time up to now, 2026-07-01T12:00:00Z
          "at":"documents-0@77" | at | "at" is documents-0@77, which is not retrievable: to wait for it, give it as freshness.token
          "cursor":"x" | cursor | "cursor" is none: give the "next" of an answer, unchanged
          "cursor":"AA","rerank":true | cursor | "cursor" and "rerank" do not go together: give a greater "limit"
          """)
  void search_badOrdering_namesTheFieldAndTheFix(String part, String field, String detail)
      throws Exception {
    problem(running.search("{\"query\":\"x\"," + part + "}"), 400, "Bad request", field, detail);
  }
}
