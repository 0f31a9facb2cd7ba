package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.query.RunningService.Answer;
import dev.freshet.query.freshness.Ends;
import dev.freshet.query.web.Route;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryServiceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private final RunningService running = RunningService.ready();

  @AfterEach
  void close() {
    running.close();
  }

  private static void problem(Answer answer, int status, String title, String field, String detail)
      throws IOException {
    assertThat(answer.http().headers().firstValue("Content-Type"))
        .contains("application/problem+json");
    JsonNode expected =
        JSON.createObjectNode()
            .put(
                "type",
                "urn:freshet:problem:" + title.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'))
            .put("title", title)
            .put("status", status)
            .put("detail", detail)
            .put("field", field);
    assertThat(answer.json()).isEqualTo(JSON.readTree(expected.toString()));
    assertThat(answer.status()).isEqualTo(status);
  }

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
          {"query":"x","zzzzzzzz":5} | zzzzzzzz | field "zzzzzzzz" is unknown: use one of query, limit, mode, filter, sources, freshness
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
  void publish_ofAnIdWithSlashesAndUmlauts_writesOneRecordAndAnswersItsToken() throws Exception {
    Answer answer =
        running.send(
            running
                .request("/v1/documents/b%C3%BCro%2Fa%20b.txt")
                .header("Content-Type", "text/plain; charset=utf-8")
                .header("Freshet-Filename", "%C3%9Cbersicht.txt")
                .header("Freshet-Meta-Team", "legal")
                .PUT(BodyPublishers.ofString("hello")));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().toString())
        .isEqualTo("{\"id\":\"büro/a b.txt\",\"token\":\"documents-0@0\"}");
    ProducerRecord<byte[], byte[]> record = running.kafka.producer.history().getFirst();
    assertThat(record.topic()).isEqualTo("documents");
    assertThat(new String(record.key(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("büro/a b.txt");
    assertThat(record.value()).asString().isEqualTo("hello");
    assertThat(headers(record))
        .isEqualTo(
            Map.of(
                "content-type", "text/plain; charset=utf-8",
                "filename", "Übersicht.txt",
                "meta.team", "legal"));
  }

  private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
    return java.util.Arrays.stream(record.headers().toArray())
        .collect(
            Collectors.toMap(
                Header::key, h -> new String(h.value(), java.nio.charset.StandardCharsets.UTF_8)));
  }

  @Test
  void delete_writesARecordWithoutValue() throws Exception {
    Answer answer = running.send(running.request("/v1/documents/a?source=archive").DELETE());

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().toString()).isEqualTo("{\"id\":\"a\",\"token\":\"archive-0@0\"}");
    assertThat(running.kafka.producer.history().getFirst().value()).isNull();
  }

  @Test
  void publish_emptyBody_isRefused() throws Exception {
    problem(
        running.send(running.request("/v1/documents/a").PUT(BodyPublishers.noBody())),
        400,
        "Bad request",
        "body",
        "the body is empty: send the file's bytes, or DELETE to delete the document");
    assertThat(running.kafka.producer.history()).isEmpty();
  }

  @Test
  void publish_idTooLong_isRefused() throws Exception {
    problem(
        running.send(
            running
                .request("/v1/documents/" + "a".repeat(513))
                .PUT(BodyPublishers.ofString("hello"))),
        400,
        "Bad request",
        "id",
        "id has 513 bytes: give at most 512 bytes of UTF-8");
  }

  @Test
  void publish_unknownSource_namesTheSources() throws Exception {
    problem(
        running.send(
            running.request("/v1/documents/a?source=x").PUT(BodyPublishers.ofString("hello"))),
        400,
        "Bad request",
        "source",
        "source \"x\" is unknown: use one of documents, archive");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Freshet-Published-At | yesterday | Freshet-Published-At | header Freshet-Published-At is no RFC 3339 time: give one such as 2026-07-01T12:00:00Z
          Freshet-Acl | a,,b | Freshet-Acl | header Freshet-Acl has an empty or overlong principal: give some such as group:legal,user:ann
          Content-Type | nonsense | Content-Type | header Content-Type is no media type: give one such as text/html
          Freshet-Titel | x | freshet-titel | header "freshet-titel" is unknown: did you mean "freshet-title"?
          Freshet-Tenant | other | freshet-tenant | header "freshet-tenant" is unknown: did you mean "freshet-acl"?
          Freshet-Title | %FF | Freshet-Title | header Freshet-Title is not UTF-8
          """)
  void publish_badHeader_isRefusedByName(String name, String value, String field, String detail)
      throws Exception {
    Answer answer =
        running.send(
            running
                .request("/v1/documents/a")
                .header(name, value)
                .PUT(BodyPublishers.ofString("hello")));

    assertThat(answer.json().get("field").asText()).isEqualTo(field);
    if (!name.equals("Freshet-Tenant")) {
      problem(answer, 400, "Bad request", field, detail);
    }
    assertThat(running.kafka.producer.history()).isEmpty();
  }

  @Test
  void publish_of60MB_isRefusedWithTheLimit() throws Exception {
    Answer answer =
        running.send(
            running
                .request("/v1/documents/big")
                .PUT(BodyPublishers.ofByteArray(new byte[60_000_000])));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().toString())
        .isEqualTo(
            "{\"type\":\"urn:freshet:problem:too-large\",\"title\":\"Too large\",\"status\":413,"
                + "\"detail\":\"the body is larger than 50000000 bytes: publish a smaller file, or"
                + " raise publish.max-bytes\",\"field\":\"body\",\"maxBytes\":50000000}");
    assertThat(running.kafka.producer.history()).isEmpty();
  }

  @Test
  void publish_of60MBThatDoesNotSayItsLength_isRefusedToo() throws Exception {
    Answer answer =
        running.send(
            running
                .request("/v1/documents/big")
                .PUT(
                    BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(new byte[60_000_000]))));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().get("field").asText()).isEqualTo("body");
    assertThat(running.kafka.producer.history()).isEmpty();
  }

  @Test
  void documents_tellOfADeadVersionAndTheOneThatStands() throws Exception {
    running.index("a/b", 0, "Annual leave", Metadata.NONE.withTitle("T").withBytes(12));
    running.kafka.tell(
        RunningService.event(
            "a/b",
            1,
            DocumentState.DEAD,
            Metadata.NONE,
            Optional.of(new Failure(Stage.PARSE, Reason.CORRUPT, "the file is truncated"))));
    running.search("{\"query\":\"x\",\"freshness\":{\"token\":\"documents-0@1\"}}");

    JsonNode document = running.get("/v1/documents/a%2Fb").json();

    assertThat(document.toString())
        .isEqualTo(
            "{\"id\":\"a/b\",\"source\":\"documents\",\"state\":\"dead\",\"version\":\"documents-0@1\","
                + "\"title\":\"\",\"filename\":\"\",\"contentType\":\"\",\"sourceUri\":\"\",\"bytes\":0,"
                + "\"meta\":{},\"publishedAt\":null,\"expiresAt\":null,\"passages\":0,\"embedded\":0,\"reused\":0,"
                + "\"notices\":[],\"recordedAt\":\"2026-07-01T12:00:00Z\",\"retrievableAt\":null,\"freshnessMs\":null,"
                + "\"stages\":[{\"stage\":\"parse\",\"startMicros\":1782907200001000,"
                + "\"endMicros\":1782907200003000,\"ms\":2.0},{\"stage\":\"index\","
                + "\"startMicros\":1782907200005000,\"endMicros\":1782907200025000,\"ms\":20.0}],"
                + "\"failure\":{\"stage\":\"parse\",\"reason\":\"corrupt\","
                + "\"message\":\"the file is truncated\"},"
                + "\"standing\":{\"version\":\"documents-0@0\",\"passages\":1}}");
    JsonNode page = running.get("/v1/documents?state=dead&q=a").json();
    assertThat(page.get("documents").get(0)).isEqualTo(document);
    assertThat(page.get("counts").toString())
        .isEqualTo("{\"indexed\":0,\"deleted\":0,\"deferred\":0,\"dead\":1}");
    assertThat(page.get("next").isNull()).isTrue();
  }

  @Test
  void document_readInPart_saysWhatWasNot() throws Exception {
    IndexEvent whole =
        RunningService.event("a", 0, DocumentState.INDEXED, Metadata.NONE, Optional.empty());
    running.kafka.tell(
        new IndexEvent(
            whole.origin(),
            whole.state(),
            whole.input(),
            whole.metadata(),
            1,
            1,
            0,
            Optional.empty(),
            List.of("The document b.docx inside could not be read."),
            Optional.empty()));
    running.search("{\"query\":\"x\",\"freshness\":{\"token\":\"documents-0@0\"}}");

    assertThat(running.get("/v1/documents/a").json().get("notices").toString())
        .isEqualTo("[\"The document b.docx inside could not be read.\"]");
  }

  @Test
  void document_unknown_isNotFound() throws Exception {
    Answer answer = running.get("/v1/documents/nothing");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().get("detail").asText())
        .isEqualTo("there is no such document: check its id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          state=indexd | state | state "indexd" is unknown: did you mean "indexed"?
          limit=0 | limit | parameter "limit": give a whole number from 1 to 200
          lmit=5 | lmit | parameter "lmit" is unknown: did you mean "limit"?
          cursor=x | cursor | parameter "cursor": give "next" of the page before
          """)
  void documents_badParameter_isRefusedByName(String query, String field, String detail)
      throws Exception {
    problem(running.get("/v1/documents?" + query), 400, "Bad request", field, detail);
  }

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

  @Test
  void freshness_tellsEndsMarksAndLag() throws Exception {
    LogPartition documents = new LogPartition("documents", 0);
    running.index("a", 0, "Annual leave", Metadata.NONE);
    running.search("{\"query\":\"x\",\"freshness\":{\"token\":\"documents-0@0\"}}");
    running.kafka.ranges = Map.of(documents, new Ends.Range(0, 3));
    RunningService.await(() -> freshness().at("/partitions/0/lagRecords").asLong() == 2);

    JsonNode partition = freshness().at("/partitions/0");

    assertThat(partition.get("lagSeconds").asDouble()).isNotNegative();
    assertThat(
            ((com.fasterxml.jackson.databind.node.ObjectNode) partition)
                .without("lagSeconds")
                .toString())
        .isEqualTo(
            "{\"source\":\"documents\",\"lane\":\"live\",\"partition\":0,\"endOffset\":3,"
                + "\"retrievableOffset\":0,\"lagRecords\":2}");
    assertThat(running.get("/metrics").http().body())
        .contains("freshet_lag_records{source=\"documents\"} 2.0");
  }

  private JsonNode freshness() {
    try {
      return running.get("/v1/freshness").json();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void flow_tellsStagesAndFreshness() throws Exception {
    running.index("a", 0, "Annual leave", Metadata.NONE);
    running.search("{\"query\":\"x\",\"freshness\":{\"token\":\"documents-0@0\"}}");

    JsonNode flow = running.get("/v1/flow").json();

    assertThat(flow.toString())
        .isEqualTo(
            "{\"stages\":[{\"stage\":\"parse\",\"waiting\":0,\"medianMs\":2.0,\"p95Ms\":2.0},"
                + "{\"stage\":\"embed\",\"waiting\":0,\"medianMs\":null,\"p95Ms\":null},"
                + "{\"stage\":\"index\",\"waiting\":0,\"medianMs\":20.0,\"p95Ms\":20.0}],"
                + "\"publishedLastMinute\":1,\"lastFreshnessMs\":25.0,"
                + "\"freshness\":{\"p50Ms\":25.0,\"p95Ms\":25.0},\"embedded\":1,\"reused\":0,"
                + "\"parsed\":1,\"parsesSpared\":0,\"passages\":1,\"lagRecords\":0}");
  }

  @Test
  void page_isServedWithStrictHeadersAndKnownByItsTag() throws Exception {
    Answer first = running.get("/");

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.http().headers().firstValue("Content-Type"))
        .contains("text/html; charset=utf-8");
    assertThat(first.http().headers().firstValue("Content-Security-Policy"))
        .contains("default-src 'self'");
    assertThat(first.http().headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(first.http().headers().firstValue("Referrer-Policy")).contains("no-referrer");
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
  void publish_whenKafkaDoesNotTakeIt_isUnavailable() throws Exception {
    running.kafka.producer.sendException = new org.apache.kafka.common.KafkaException("gone");

    Answer answer =
        running.send(running.request("/v1/documents/a").PUT(BodyPublishers.ofString("hello")));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().get("dependency").asText()).isEqualTo("kafka");
    assertThat(answer.http().headers().firstValue("Retry-After")).contains("1");
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
  void flow_withAParameter_isRefused() throws Exception {
    problem(
        running.get("/v1/flow?x=1"),
        400,
        "Bad request",
        "x",
        "parameter \"x\" is unknown: leave it out, there is none");
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
