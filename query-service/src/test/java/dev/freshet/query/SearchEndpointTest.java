package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Metadata;
import dev.freshet.query.RunningService.Answer;
import dev.freshet.query.freshness.Ends;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchEndpointTest extends EndpointTest {
  @Test
  void search_ofWhatWasTold_findsItWithEverythingKnown() throws Exception {
    running.index("handbook", 4, "Annual leave is granted.", Metadata.NONE.withTitle("Handbook"));

    Answer answer =
        running.search("{\"query\":\"leave\",\"freshness\":{\"token\":\"documents-0@4\"}}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.http().headers().firstValue("Freshet-Watermark")).contains("documents-0@4");
    JsonNode result = answer.json().get("results").get(0);
    assertThat(result.toString())
        .isEqualTo(
            "{\"document\":{\"id\":\"handbook\",\"source\":\"documents\",\"version\":\"documents-0@4\","
                + "\"title\":\"Handbook\",\"filename\":\"\",\"contentType\":\"\",\"sourceUri\":\"\","
                + "\"publishedAt\":\"2026-07-01T12:00:00Z\",\"meta\":{}},"
                + "\"passage\":{\"text\":\"Annual leave is granted.\",\"headingPath\":[\"Guide\",\"Leave\"],"
                + "\"heading\":\"Leave\",\"page\":3,\"ordinal\":0,\"highlights\":[[7,12]]},"
                + "\"score\":1.0,\"scores\":{\"dense\":0.5,\"sparse\":1.0}}");
    assertThat(answer.json().get("freshness").toString())
        .isEqualTo("{\"watermark\":{\"documents-0\":4},\"ageSeconds\":0.0}");
    assertThat(answer.json().get("tookMs").isNumber()).isTrue();
  }

  @Test
  void search_modes_scoreByTheirOwnListOnly() throws Exception {
    running.index("a", 0, "Annual leave", Metadata.NONE);
    String rest = "\",\"freshness\":{\"token\":\"documents-0@0\"}}";

    Answer dense = running.search("{\"query\":\"leave\",\"mode\":\"dense" + rest);
    Answer sparse = running.search("{\"query\":\"leave\",\"mode\":\"sparse" + rest);

    assertThat(dense.json().at("/results/0/scores").toString())
        .isEqualTo("{\"dense\":0.5,\"sparse\":null}");
    assertThat(sparse.json().at("/results/0/scores").toString())
        .isEqualTo("{\"dense\":null,\"sparse\":1.0}");
  }

  @Test
  void search_tokenNotOut_answers504ThatSaysHowFarItIs() throws Exception {
    running.index("a", 0, "Annual leave", Metadata.NONE);
    running.search("{\"query\":\"x\",\"freshness\":{\"token\":\"documents-0@0\"}}");

    Answer answer =
        running.search(
            "{\"query\":\"x\",\"freshness\":{\"token\":\"documents-0@7\",\"waitMs\":1}}");

    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.json().get("detail").asText())
        .isEqualTo(
            "documents-0 was waited for up to offset 7 for 1 ms; it is retrievable up to offset 0:"
                + " ask again, or give a longer freshness.waitMs");
    assertThat(answer.json().get("wanted").asText()).isEqualTo("documents-0@7");
    assertThat(answer.json().at("/watermark/documents-0").asLong()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `` | body | the body is empty: give JSON such as {"query":"…"}
          [] | body | the body is an empty list: give an object
          {} | query | "query" is missing or empty: give 1 to 4096 characters
          {"query":" "} | query | "query" is missing or empty: give 1 to 4096 characters
          {"query":1} | query | "query" is a whole number: give a text
          {"query":"x","limit":0} | limit | "limit" is 0: give a whole number from 1 to 200
          {"query":"x","limit":201} | limit | "limit" is 201: give a whole number from 1 to 200
          {"query":"x","limit":"5"} | limit | "limit" is a text: give a whole number from 1 to 200
          {"query":"x","limit":1.5} | limit | "limit" is a number with a fraction: give a whole number from 1 to 200
          {"query":"x","limt":5} | limt | field "limt" is unknown: did you mean "limit"?
          {"query":"x","zzzzzzzz":5} | zzzzzzzz | field "zzzzzzzz" is unknown: use one of query, limit, mode, filter, sources, freshness, recency, diversity, rerank, at, groupBy, groupSize, cursor, facets
          {"query":"x","mode":"fuzzy"} | mode | mode "fuzzy" is unknown: use one of hybrid, dense, sparse
          {"query":"x","sources":["document"]} | sources | source "document" is unknown: did you mean "documents"?
          {"query":"x","sources":[]} | sources | "sources" is an empty list: give a list of 1 to 100 texts
          {"query":"x","freshness":{"token":"x"}} | freshness.token | "freshness.token" is no token: give topic-partition@offset, such as documents-0@42
          {"query":"x","freshness":{"asOf":"today"}} | freshness.asOf | "freshness.asOf" is no RFC 3339 time: give one such as 2026-07-01T12:00:00Z
          {"query":"x","freshness":{"waitMs":-1}} | freshness.waitMs | "freshness.waitMs" is -1: give a whole number from 0 to 30000
          {"query":"x","freshness":{"tokn":"x"}} | freshness.tokn | field "freshness.tokn" is unknown: did you mean "freshness.token"?
          {"query":"x","freshness":{"token":"other-0@1"}} | freshness.token | source "other" is unknown: use one of documents, archive
          {"query":"x","filter":{"field":"meta.team"}} | filter | "filter": give one of eq, in, exists, or a range of gte, lt, lte
          {"query":"x","filter":{"field":"team","eq":"a"}} | filter.field | field "team" is unknown: use meta.<name>, one of [author, contentType, filename, id, source, sourceUri, title], or for times one of [createdAt, expiresAt, modifiedAt, publishedAt]
          {"query":"x","filter":{"all":[{"eq":"a"}]}} | filter.all[0] | "filter.all[0]": give one of all, any, not or field
          """)
  void search_badRequest_namesTheFieldAndTheFix(String body, String field, String detail)
      throws Exception {
    problem(running.search(body == null ? "" : body), 400, "Bad request", field, detail);
  }

  @Test
  void search_brokenJson_saysWhere() throws Exception {
    Answer answer = running.search("{\"query\":");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("field").asText()).isEqualTo("body");
    assertThat(answer.json().get("detail").asText())
        .startsWith("the body is no JSON, line 1, column");
  }

  @Test
  void search_asForm_isRefusedByItsContentType() throws Exception {
    Answer answer =
        running.send(
            running
                .request("/v1/search")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("{\"query\":\"x\"}")));

    problem(
        answer,
        415,
        "Unsupported media type",
        "Content-Type",
        "the body must be JSON: send Content-Type: application/json");
  }

  @Test
  void search_asOf_waitsForEverythingPublishedBefore() throws Exception {
    running.kafka.ranges = Map.of(new LogPartition("documents", 0), new Ends.Range(0, 2));
    String request =
        "{\"query\":\"leave\",\"freshness\":{\"asOf\":\"2026-07-01T11:00:00Z\",\"waitMs\":%d}}";
    running.index("a", 0, "Annual leave", Metadata.NONE);

    Answer early = running.search(request.formatted(1));
    running.index("b", 1, "Annual leave", Metadata.NONE);
    Answer later = running.search(request.formatted(10_000));

    assertThat(early.status()).isEqualTo(504);
    assertThat(early.json().get("wanted").asText()).isEqualTo("documents-0@1");
    assertThat(later.json().get("results")).hasSize(2);
  }

  @Test
  void search_asOfTheFuture_isRefused() throws Exception {
    problem(
        running.search("{\"query\":\"x\",\"freshness\":{\"asOf\":\"2026-07-01T13:00:00Z\"}}"),
        400,
        "Bad request",
        "freshness.asOf",
        "\"freshness.asOf\" lies in the future: give a time up to now, 2026-07-01T12:00:00Z");
  }
}
