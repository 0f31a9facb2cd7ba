package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.query.RunningService.Answer;
import dev.freshet.query.retrieval.SearchReader;
import dev.freshet.query.web.Route;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class QueryServiceTest extends EndpointTest {
  @Test
  void unknownPath_isAProblemThatNamesIt() throws Exception {
    problem(
        running.get("/v1/serach"),
        404,
        "Not found",
        "path",
        "there is nothing at /v1/serach: see /openapi.json for what there is");
  }

  @Test
  void wrongMethod_saysWhichAreAllowed() throws Exception {
    Answer answer = running.get("/v1/search");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.http().headers().firstValue("Allow")).contains("POST");
    assertThat(answer.json().get("detail").asText()).isEqualTo("/v1/search takes no GET: use POST");
  }

  @Test
  void page_isServedAndKnownByItsTag() throws Exception {
    Answer first = running.get("/");

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.http().headers().firstValue("Content-Type"))
        .contains("text/html; charset=utf-8");
    String tag = first.http().headers().firstValue("ETag").orElseThrow();
    Answer second = running.send(running.request("/").header("If-None-Match", tag).GET());
    assertThat(second.status()).isEqualTo(304);
  }

  @Test
  void head_answersAsGetWithoutABody() throws Exception {
    Answer answer =
        running.send(running.request("/openapi.json").method("HEAD", BodyPublishers.noBody()));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.http().body()).isEmpty();
    assertThat(answer.http().headers().firstValueAsLong("Content-Length").orElse(0)).isPositive();
  }

  @Test
  void contract_letsEveryRetrievalTakeWhatTheReaderTakes() throws Exception {
    JsonNode schemas = running.get("/openapi.json").json().at("/components/schemas");
    for (String request : List.of("SearchRequest", "ContextRequest", "AnswerRequest")) {
      assertThat(schemas.at("/" + request + "/properties").fieldNames())
          .toIterable()
          .as(request)
          .containsAll(SearchReader.FIELDS);
    }
    assertThat(schemas.at("/ChatRequest/properties/freshet/properties").fieldNames())
        .toIterable()
        .containsAll(SearchReader.FIELDS.stream().filter(field -> !field.equals("query")).toList());
  }

  @Test
  void contract_namesEveryRouteAndNoOther() throws Exception {
    JsonNode paths = running.get("/openapi.json").json().get("paths");
    TreeSet<String> told = new TreeSet<>();
    paths
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (!method.equals("parameters")) {
                            told.add(
                                method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
                          }
                        }));

    List<Route> routes = running.service.routes();

    assertThat(told)
        .isEqualTo(
            routes.stream()
                .map(r -> r.method() + " " + r.template())
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void watermark_afterARestart_isReadAgainWithoutApplyingWhatIsDurable() throws Exception {
    ReadPoint durable = new ReadPoint(Map.of(new LogPartition(FakeKafka.EVENTS, 0), 0L));
    try (RunningService restarted = new RunningService(Map.of(), 0, durable)) {
      RunningService.await(restarted.service::ready);
      restarted.index("a", 0, "Annual leave", Metadata.NONE);
      restarted.index("b", 1, "Annual leave", Metadata.NONE);

      Answer answer =
          restarted.search("{\"query\":\"leave\",\"freshness\":{\"token\":\"documents-0@1\"}}");

      assertThat(answer.json().get("results")).hasSize(2);
      assertThat(restarted.catalogue.applied)
          .containsExactly(new dev.freshet.common.document.Position(FakeKafka.EVENTS, 0, 1));
    }
  }

  @Test
  void keys_decideTenantAndScope() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("keys.yaml"),
            """
            keys:
              - {key: reader-0123456789, tenant: acme, scopes: [read]}
              - {key: writer-0123456789, tenant: acme, scopes: [publish]}
            """);
    try (RunningService guarded = new RunningService(Map.of("api-keys", file.toString()), 0)) {
      assertThat(guarded.get("/v1/documents").status()).isEqualTo(401);
      assertThat(guarded.get("/v1/documents").http().headers().firstValue("WWW-Authenticate"))
          .contains("Bearer");
      assertThat(guarded.get("/health/live").status()).isEqualTo(200);
      Answer forbidden = guarded.send(put(guarded, "reader-0123456789"));
      assertThat(forbidden.status()).isEqualTo(403);
      assertThat(forbidden.json().get("detail").asText())
          .isEqualTo("this key may not do that: it lacks the scope publish");
      assertThat(guarded.send(put(guarded, "writer-0123456789")).status()).isEqualTo(202);
      assertThat(headers(guarded.kafka.producer.history().getFirst()))
          .isEqualTo(Map.of("tenant", "acme"));
    }
  }

  private static HttpRequest.Builder put(RunningService guarded, String key) {
    return guarded
        .request("/v1/documents/a")
        .header("Authorization", "Bearer " + key)
        .PUT(BodyPublishers.ofString("hello"));
  }

  @Test
  void service_whichWasToldMoreThanTheStoreHas_isNotReadyUntilItHas() throws Exception {
    try (RunningService restarted = new RunningService(Map.of(), 1)) {
      assertThat(restarted.get("/health/ready").status()).isEqualTo(503);
      restarted.index("a", 5, "Annual leave", Metadata.NONE);
      RunningService.await(() -> !restarted.catalogue.applied.isEmpty());

      Answer early = restarted.search("{\"query\":\"leave\"}");
      assertThat(early.status()).isEqualTo(503);
      assertThat(early.json().get("title").asText()).isEqualTo("Not ready");

      restarted.store.readable =
          new ReadPoint(Map.of(new LogPartition("freshet.embedded.g", 0), 5L));
      RunningService.await(restarted.service::ready);
      assertThat(restarted.search("{\"query\":\"leave\"}").json().get("results")).hasSize(1);
      assertThat(restarted.get("/health/ready").status()).isEqualTo(200);
    }
  }
}
