package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.store.ReadPoint;
import dev.freshet.query.RunningService.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLettersEndpointTest extends EndpointTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          reason=corupt | reason | reason "corupt" is unknown: did you mean "corrupt"?
          stage=pars | stage | stage "pars" is unknown: did you mean "parse"?
          since=today | since | "since" is no RFC 3339 time: give one such as 2026-07-01T12:00:00Z
          limit=201 | limit | parameter "limit": give a whole number from 1 to 200
          cursor=0.x | cursor | "cursor": give "next" of the page before
          cursor=0 | cursor | "cursor": give "next" of the page before
          resaon=corrupt | resaon | parameter "resaon" is unknown: did you mean "reason"?
          """)
  void deadLetters_badParameter_isRefusedByName(String query, String field, String detail)
      throws Exception {
    problem(running.get("/v1/dead-letters?" + query), 400, "Bad request", field, detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `` | body | the body is empty: give JSON such as {"all":true}
          [] | body | "body" is no object: give one such as {"all":true}
          {} | body | give one of "position", "filter" and "all", such as {"all":true}
          {"all":true,"position":"x"} | body | give one of "position", "filter" and "all", such as {"all":true}
          {"position":null} | body | give one of "position", "filter" and "all", such as {"all":true}
          {"filter":null} | body | give one of "position", "filter" and "all", such as {"all":true}
          {"all":true,"filter":null} | body | give one of "position", "filter" and "all", such as {"all":true}
          {"filter":{"id":null}} | filter | "filter" is empty: give {"all":true} to replay all
          {"all":false} | all | "all" is not true: give true, or a filter
          {"filter":{}} | filter | "filter" is empty: give {"all":true} to replay all
          {"filter":{"reason":"corupt"}} | filter.reason | reason "corupt" is unknown: did you mean "corrupt"?
          {"filter":{"resaon":"corrupt"}} | filter.resaon | field "filter.resaon" is unknown: did you mean "filter.reason"?
          {"filter":{"id":7}} | filter.id | "filter.id" is no text: give a text
          {"position":"documents-0@7"} | position | "position" is no letter's: give one of the list, such as freshet.dead-letters-0@17
          {"positon":"x"} | positon | field "positon" is unknown: did you mean "position"?
          """)
  void replay_badRequest_namesTheFieldAndTheFix(String body, String field, String detail)
      throws Exception {
    Answer answer =
        running.send(
            running
                .request("/v1/dead-letters/replay")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body == null ? "" : body)));

    problem(answer, 400, "Bad request", field, detail);
    assertThat(running.kafka.producer.history()).isEmpty();
  }

  @Test
  void deadLetters_areForAdminsOnly() throws Exception {
    Path keys =
        Files.writeString(
            folder.resolve("keys.yaml"),
            "keys: [{key: a-key-of-16-letters, tenant: default, scopes: [read, publish]}]");
    try (RunningService guarded =
        new RunningService(Map.of("api-keys", keys.toString()), 0, ReadPoint.START)) {
      for (HttpRequest.Builder request :
          List.of(
              guarded.request("/v1/dead-letters").GET(),
              guarded.request("/v1/dead-letters/freshet.dead-letters-0@1").GET(),
              guarded.request("/v1/dead-letters/freshet.dead-letters-0@1/bytes").GET(),
              guarded.request("/v1/dead-letters/freshet.dead-letters-0@1").DELETE(),
              guarded
                  .request("/v1/dead-letters/replay")
                  .POST(BodyPublishers.ofString("{\"all\":true}")))) {
        Answer answer = guarded.send(request.header("Authorization", "Bearer a-key-of-16-letters"));

        problem(
            answer,
            403,
            "Forbidden",
            "Authorization",
            "this key may not do that: it lacks the scope admin");
      }
      assertThat(guarded.kafka.producer.history()).isEmpty();
    }
  }
}
