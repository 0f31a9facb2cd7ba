package dev.freshet.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.query.ServiceForClients;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what the client sends and reads against the contract that a running service serves. */
class ContractTest {
  private static final Instant TIME = Instant.parse("2026-07-01T12:00:00Z");
  private static final Token LETTER = new Token("freshet.dead-letters-0@7");
  private static final Set<String> OF_HTTP =
      Set.of(
          "accept",
          "authorization",
          "connection",
          "content-length",
          "content-type",
          "host",
          "user-agent");
  private static final String FIELDS_OF_ONES_OWN = "freshet-meta-";

  private static Contract contract;

  @BeforeAll
  static void read() throws Exception {
    try (ServiceForClients service = ServiceForClients.ready(Map.of());
        InputStream document = URI.create(service.url() + "/openapi.json").toURL().openStream()) {
      contract = new Contract(new ObjectMapper().readTree(document));
    }
  }

  @AfterAll
  static void forget() {
    contract = null;
  }

  private static Search everything() {
    return Search.of("leave")
        .limit(3)
        .mode(Mode.DENSE)
        .sources("documents")
        .after(new Token("documents-0@7"))
        .patience(Duration.ofSeconds(1))
        .recency(Duration.ofDays(90), .5)
        .notOlderThan(Duration.ofDays(365))
        .diversity(.7)
        .rerank()
        .at(TIME)
        .filter(
            Filter.all(
                Filter.any(Filter.eq("id", "a"), Filter.in("id", "b", "c")),
                Filter.not(Filter.exists("title")),
                Filter.between("publishedAt", TIME, TIME),
                Filter.between("meta.n", 1, 2.5)));
  }

  /** An operation, called with all that it takes. */
  record Operation(String name, String method, String path, Consumer<FreshetClient> call) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Operation> operations() {
    return Stream.of(
        new Operation("SEARCH", "POST", "/v1/search", c -> c.search(everything())),
        new Operation(
            "SEARCH_AS_OF", "POST", "/v1/search", c -> c.search(Search.of("x").asOf(TIME))),
        new Operation(
            "CONTEXT",
            "POST",
            "/v1/context",
            c ->
                c.context(
                    ContextRequest.of(everything())
                        .tokenBudget(100)
                        .suspicious(ContextRequest.Suspicious.OMIT))),
        new Operation(
            "ANSWER",
            "POST",
            "/v1/answer",
            c ->
                c.answer(
                    AnswerRequest.of(everything())
                        .tokenBudget(100)
                        .maxTokens(50)
                        .deadline(Duration.ofSeconds(9)))),
        new Operation(
            "DOCUMENTS",
            "GET",
            "/v1/documents",
            c ->
                c.documents(
                    DocumentQuery.ALL.state(DocumentState.DEAD).containing("x").limit(2),
                    Optional.of("cursor"))),
        new Operation(
            "DOCUMENT",
            "GET",
            "/v1/documents/{id}",
            c -> c.document("a/b", Optional.of("documents"))),
        new Operation(
            "PUBLISH",
            "PUT",
            "/v1/documents/{id}",
            c ->
                c.publish(
                    Publication.of("a/b", "text")
                        .source("documents")
                        .filename("f")
                        .title("t")
                        .sourceUri("u")
                        .publishedAt(TIME)
                        .expiresAt(TIME)
                        .acl("user:ann")
                        .meta("team", "x"))),
        new Operation("DELETE", "DELETE", "/v1/documents/{id}", c -> c.delete("a/b", "documents")),
        new Operation("FRESHNESS", "GET", "/v1/freshness", FreshetClient::freshness),
        new Operation(
            "LETTERS",
            "GET",
            "/v1/dead-letters",
            c ->
                c.deadLetters()
                    .list(
                        LetterFilter.ALL
                            .stage("parse")
                            .reason("corrupt")
                            .id("a")
                            .source("documents")
                            .between(TIME, TIME),
                        Optional.of("cursor"))),
        new Operation(
            "LETTER_DETAILS",
            "GET",
            "/v1/dead-letters/{position}",
            c -> c.deadLetters().get(LETTER)),
        new Operation(
            "LETTER_BYTES",
            "GET",
            "/v1/dead-letters/{position}/bytes",
            c -> c.deadLetters().bytes(LETTER)),
        new Operation(
            "DROP", "DELETE", "/v1/dead-letters/{position}", c -> c.deadLetters().drop(LETTER)),
        new Operation(
            "REPLAY_ONE", "POST", "/v1/dead-letters/replay", c -> c.deadLetters().replay(LETTER)),
        new Operation(
            "REPLAY_ALL",
            "POST",
            "/v1/dead-letters/replay",
            c -> c.deadLetters().replay(LetterFilter.ALL, Optional.empty())),
        new Operation(
            "REPLAY_SOME",
            "POST",
            "/v1/dead-letters/replay",
            c ->
                c.deadLetters()
                    .replay(
                        LetterFilter.ALL
                            .stage("parse")
                            .reason("corrupt")
                            .id("a")
                            .source("documents")
                            .between(TIME, TIME),
                        Optional.of("cursor"))),
        new Operation(
            "WATCH",
            "GET",
            "/v1/watch",
            c ->
                c.watch(
                        WatchRequest.of("leave")
                            .minScore(0.5)
                            .mode(Mode.SPARSE)
                            .filter(Filter.eq("id", "a"))
                            .sources("documents")
                            .resumeAfter("1"))
                    .close()));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void whatTheClientSends_isAsTheContractSays(Operation operation) throws Exception {
    assumeTrue(
        contract.has(operation.method, operation.path),
        operation.path + " is not in this service's contract");
    try (FakeServer server = new FakeServer();
        FreshetClient client = server.client().build()) {
      server.then(200, "{\"token\":\"documents-0@1\",\"position\":\"a-0@1\"}");
      operation.call.accept(client);
      FakeServer.Asked asked = server.asked.getFirst();

      assertThat(asked.method()).isEqualTo(operation.method);
      assertThat(asked.uri().getRawPath())
          .matches(operation.path.replaceAll("\\{[a-z]+}", "[^/]+"));
      assertThat(contract.parameters(operation.method, operation.path, "query"))
          .containsAll(query(asked.uri()));
      assertThat(contract.parameters(operation.method, operation.path, "header"))
          .containsAll(headers(asked));
      if (operation.method.equals("POST")) {
        JsonNode body = new ObjectMapper().readTree(asked.body());
        assertThat(contract.breaches(operation.method, operation.path, body)).isEmpty();
      }
    }
  }

  private static List<String> query(URI uri) {
    return uri.getRawQuery() == null
        ? List.of()
        : Arrays.stream(uri.getRawQuery().split("&", -1))
            .map(pair -> pair.substring(0, pair.indexOf('=')).toLowerCase(java.util.Locale.ROOT))
            .toList();
  }

  private static List<String> headers(FakeServer.Asked asked) {
    return asked.headers().keySet().stream()
        .map(name -> name.toLowerCase(java.util.Locale.ROOT))
        .filter(name -> !OF_HTTP.contains(name) && !name.startsWith(FIELDS_OF_ONES_OWN))
        .toList();
  }

  @Test
  void whatTheClientReads_isInTheContract() {
    whole(SearchResponse.of(sample("POST", "/v1/search", "200")).results().getFirst());
    whole(SearchResponse.of(sample("POST", "/v1/search", "200")).groups().getFirst());
    whole(SearchResponse.of(sample("POST", "/v1/search", "200")));
    whole(Page.of(sample("GET", "/v1/documents", "200"), "documents", CatalogueDocument::of));
    whole(CatalogueDocument.of(sample("GET", "/v1/documents/{id}", "200")));
    whole(Freshness.of(sample("GET", "/v1/freshness", "200")));
    whole(Page.of(sample("GET", "/v1/dead-letters", "200"), "letters", DeadLetter::of));
    whole(DeadLetter.of(sample("GET", "/v1/dead-letters/{position}", "200")));
  }

  @Test
  void contextsAndAnswers_areInTheContract() {
    assumeTrue(contract.has("POST", "/v1/context"), "this service's contract has no context");
    Context context = Context.of(sample("POST", "/v1/context", "200"));
    whole(context.freshness());
    assertThat(context.text()).isNotEmpty();
    assertThat(context.tokens()).isEqualTo(7);
    cited(context.citations());
    assumeTrue(contract.has("POST", "/v1/answer"), "this service's contract has no answer");
    Answer answer = Answer.of(sample("POST", "/v1/answer", "200"));
    whole(answer.freshness());
    whole(answer.sentences().getFirst());
    assertThat(List.of(answer.text(), answer.kind(), answer.model())).doesNotContain("");
    cited(answer.citations());
  }

  /** Passages are named without their texts there; a contract may leave out what documents have. */
  private static void cited(List<Citation> citations) {
    Citation citation = citations.getFirst();
    if (!citation.document().id().isEmpty()) {
      whole(citation.document());
    }
    assertThat(citation.number()).isEqualTo(7);
    assertThat(citation.text()).isNotEmpty();
    assertThat(citation.suspicious()).isNotEmpty();
    assertThat(citation.passages().getFirst().ordinal()).hasValue(7);
  }

  private static Json sample(String method, String path, String status) {
    return new Json(contract.sample(method, path, status));
  }

  /** A field that the contract does not have would be read as empty. */
  private static void whole(Record read) {
    assertThat(read.toString()).doesNotContain("empty", "=[]", "={}", "=,", "=]", "OTHER", "null");
  }
}
