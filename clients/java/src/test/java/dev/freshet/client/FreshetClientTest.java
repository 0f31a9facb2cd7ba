package dev.freshet.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import dev.freshet.query.ServiceForClients;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against the service itself, with fakes behind it. */
@Timeout(60)
class FreshetClientTest {
  @TempDir Path folder;

  private final ServiceForClients service = ServiceForClients.ready(Map.of());
  private final FreshetClient client = FreshetClient.of(service.url() + "/");

  @AfterEach
  void close() {
    client.close();
    service.close();
  }

  @Test
  void search_findsWithDocumentPassageScoreAndFreshness() {
    service.index("handbook", 0, "Thirty days of leave a year", Map.of("team", "people"));
    Token token = new Token("documents-0@0");

    SearchResponse found =
        client.search(Search.of("days of leave").after(token).patience(Duration.ofSeconds(5)));

    assertThat(found.results()).hasSize(1);
    Hit hit = found.results().getFirst();
    assertThat(hit.document().id()).isEqualTo("handbook");
    assertThat(hit.document().version()).contains(token);
    assertThat(hit.document().meta()).containsExactly(entry("team", "people"));
    assertThat(hit.passage().text()).isEqualTo("Thirty days of leave a year");
    assertThat(hit.passage().headingPath()).containsExactly("Guide", "Leave");
    assertThat(hit.passage().page()).hasValue(3);
    assertThat(hit.passage().highlights()).contains(new Passage.Range(7, 11));
    assertThat(hit.score()).isPositive();
    assertThat(hit.dense()).isPresent();
    assertThat(found.freshness().covers(token)).isTrue();
    assertThat(found.freshness().covers(new Token("documents-0@1"))).isFalse();
  }

  @Test
  void groupsPagesAndFacets_areRead() {
    service.index("a", 0, "days of leave", Map.of("team", "people"));
    service.index("b", 1, "leave for days and days", Map.of("team", "food"));
    service.index("c", 2, "leave it for days", Map.of());
    Search search =
        Search.of("days of leave")
            .after(new Token("documents-0@2"))
            .patience(Duration.ofSeconds(5))
            .byDocument(2)
            .limit(2)
            .facets("meta.team");

    SearchResponse first = client.search(search);
    assertThat(first.groups()).hasSize(2);
    assertThat(first.results())
        .containsExactlyElementsOf(
            first.groups().stream().flatMap(group -> group.passages().stream()).toList());
    assertThat(first.groups().getFirst().score())
        .isGreaterThanOrEqualTo(first.groups().get(1).score());
    assertThat(first.facets().get("meta.team"))
        .isEqualTo(
            new Facet(List.of(new Facet.Count("food", 1), new Facet.Count("people", 1)), 0, 1));

    SearchResponse second = client.search(search.page(first.next().orElseThrow()));
    assertThat(second.groups()).hasSize(1);
    assertThat(first.groups())
        .extracting(group -> group.document().id())
        .doesNotContain(second.groups().getFirst().document().id());
  }

  @Test
  void agesDiversityAndMoments_areSentAsTheServiceReadsThem() {
    service.index("old", 0, "leave", Map.of());
    Token token = new Token("documents-0@0");
    Search search = Search.of("leave").after(token).patience(Duration.ofSeconds(5));
    assertThat(client.search(search.notOlderThan(Duration.ofDays(36500))).results()).hasSize(1);
    assertThat(client.search(search.recency(Duration.ofDays(30), .5).diversity(.7)).rerankFailure())
        .isEmpty();
    assertThat(client.search(Search.of("leave").at(token)).results()).hasSize(1);
    assertThatThrownBy(() -> client.search(search.rerank())).hasMessageContaining("rerank");
  }

  @Test
  void everyFilter_isUnderstoodAndMeansWhatItSays() {
    service.index("a", 0, "leave", Map.of("team", "people", "year", "2026"));
    service.index("b", 1, "leave", Map.of("team", "food"));
    Token both = new Token("documents-0@1");
    Instant time = Instant.parse("2026-07-01T12:00:00Z");

    assertThat(ids(both, Filter.eq("meta.team", "food"))).containsExactly("b");
    assertThat(ids(both, Filter.in("id", "a", "x"))).containsExactly("a");
    assertThat(ids(both, Filter.exists("meta.year"))).containsExactly("a");
    assertThat(ids(both, Filter.missing("meta.year"))).containsExactly("b");
    assertThat(ids(both, Filter.between("meta.year", 2026, 2026.5))).containsExactly("a");
    assertThat(ids(both, Filter.atLeast("meta.year", 2027))).isEmpty();
    assertThat(ids(both, Filter.atMost("meta.year", 2026))).containsExactly("a");
    assertThat(ids(both, Filter.not(Filter.eq("id", "a")))).containsExactly("b");
    assertThat(ids(both, Filter.all(Filter.exists("title"), Filter.eq("source", "documents"))))
        .containsExactlyInAnyOrder("a", "b");
    assertThat(ids(both, Filter.any())).isEmpty();
    assertThat(ids(both, Filter.between("publishedAt", time, time.plusSeconds(1)))).isEmpty();
    assertThat(ids(both, Filter.any(Filter.since("publishedAt", time), Filter.eq("id", "b"))))
        .containsExactly("b");
    assertThat(ids(both, Filter.before("expiresAt", time))).isEmpty();
  }

  private List<String> ids(Token after, Filter filter) {
    Search search =
        Search.of("leave").after(after).filter(filter).mode(Mode.SPARSE).sources("documents");
    return client.search(search).results().stream().map(hit -> hit.document().id()).toList();
  }

  @Test
  void freshnessThatDoesNotCome_isAProblem() {
    assertThatThrownBy(
            () ->
                client.search(
                    Search.of("x")
                        .after(new Token("documents-0@7"))
                        .patience(Duration.ofMillis(1))))
        .isInstanceOfSatisfying(
            FreshetProblem.class, problem -> assertThat(problem.status()).isEqualTo(504));
  }

  @Test
  void fieldTheClientHasNoWordFor_reachesTheService() {
    assertThatThrownBy(() -> client.search(Search.of("x").with("qery", "true")))
        .isInstanceOfSatisfying(
            FreshetProblem.class,
            problem -> {
              assertThat(problem.field()).contains("qery");
              assertThat(problem.type()).isEqualTo("urn:freshet:problem:bad-request");
            });
  }

  @Test
  void publish_carriesFileAndHeadersBeyondAscii() {
    Token token =
        client.publish(
            Publication.of("Ordner/Übersicht 100%.txt", "Grüße")
                .source("archive")
                .filename("Übersicht 100%.txt")
                .title(" Über, uns + alle ")
                .sourceUri("https://example.org/a?b=c%20d")
                .publishedAt(Instant.parse("2026-07-01T12:00:00Z"))
                .expiresAt(Instant.parse("2036-07-01T12:00:00Z"))
                .acl("group:legal", "user:ann")
                .meta("team", "Recht"));

    assertThat(token.value()).startsWith("archive-0@");
    ServiceForClients.Published record = service.published();
    assertThat(record.topic()).isEqualTo("archive");
    assertThat(record.key()).isEqualTo("Ordner/Übersicht 100%.txt");
    assertThat(record.value()).contains("Grüße");
    assertThat(record.headers())
        .containsExactly(
            entry("acl", "group:legal,user:ann"),
            entry("content-type", "text/plain; charset=utf-8"),
            entry("expires-at", "2036-07-01T12:00:00Z"),
            entry("filename", "Übersicht 100%.txt"),
            entry("meta.team", "Recht"),
            entry("published-at", "2026-07-01T12:00:00Z"),
            entry("source-uri", "https://example.org/a?b=c%20d"),
            entry("title", " Über, uns + alle "));
  }

  @Test
  void publish_takesFilesAndStreams_andDeleteEndsThem() throws Exception {
    Path file = Files.writeString(folder.resolve("a.md"), "# A");
    client.publish(Publication.of("a.md", file));
    assertThat(service.published().value()).contains("# A");
    assertThat(service.published().headers()).contains(entry("filename", "a.md"));

    byte[] bytes = "stream".getBytes(StandardCharsets.UTF_8);
    client.publish(Publication.of("s", bytes.length, () -> new ByteArrayInputStream(bytes)));
    assertThat(service.published().value()).contains("stream");

    client.delete("s");
    assertThat(service.published().value()).isEmpty();
    assertThat(client.delete("s", "archive").value()).startsWith("archive-0@");
    assertThat(service.records()).isEqualTo(4);
  }

  @Test
  void publish_emptyFile_isRefusedByTheService() {
    assertThatThrownBy(() -> client.publish(Publication.of("a", new byte[0])))
        .isInstanceOfSatisfying(
            FreshetProblem.class, problem -> assertThat(problem.field()).contains("body"));
  }

  @Test
  void document_isToldWithItsStateAndWhyItDied() {
    service.index("a", 0, "leave", Map.of());
    service.kill("b", 1, new Failure(Stage.PARSE, Reason.CORRUPT, "is no PDF"));
    client.search(Search.of("x").after(new Token("documents-0@1")));

    CatalogueDocument living = client.document("a").orElseThrow();
    assertThat(living.state()).isEqualTo(DocumentState.INDEXED);
    assertThat(living.freshness()).isPresent();
    assertThat(living.stages()).extracting(CatalogueDocument.Stage::name).contains("parse");
    CatalogueDocument dead = client.document("b").orElseThrow();
    assertThat(dead.state()).isEqualTo(DocumentState.DEAD);
    assertThat(dead.failure())
        .contains(new CatalogueDocument.Failure("parse", "corrupt", "is no PDF"));
    assertThat(client.document("nowhere")).isEmpty();

    assertThat(client.documents(DocumentQuery.ALL).items())
        .extracting(d -> d.about().id())
        .containsExactlyInAnyOrder("a", "b");
    assertThat(client.documents(DocumentQuery.ALL.limit(1)).items()).hasSize(1);
    assertThatThrownBy(() -> client.documents(DocumentQuery.ALL, Optional.of("no cursor")))
        .isInstanceOfSatisfying(
            FreshetProblem.class, problem -> assertThat(problem.field()).contains("cursor"));
    assertThat(
            client.documents(DocumentQuery.ALL.state(DocumentState.DEAD).containing("b")).items())
        .hasSize(1);
  }

  @Test
  void freshness_isToldBySourcePartition() {
    Freshness freshness = client.freshness();

    assertThat(freshness.ready()).isTrue();
    assertThat(freshness.generation()).isNotEmpty();
  }

  @Test
  void key_decidesWhatACallMayDo() throws Exception {
    Path keys =
        Files.writeString(
            folder.resolve("keys.yaml"),
            "keys: [{key: a-key-of-16-letters, tenant: acme, scopes: [read]}]");
    try (ServiceForClients guarded = ServiceForClients.ready(Map.of("api-keys", keys.toString()));
        FreshetClient stranger = FreshetClient.of(guarded.url());
        FreshetClient reader =
            FreshetClient.builder(URI.create(guarded.url()))
                .apiKey("a-key-of-16-letters")
                .build()) {
      assertThatThrownBy(stranger::freshness).hasMessageStartingWith("401 ");
      assertThat(reader.freshness().ready()).isTrue();
      assertThatThrownBy(() -> reader.publish(Publication.of("a", "x")))
          .hasMessage("403 Forbidden: this key may not do that: it lacks the scope publish");
    }
  }

  @Test
  void whatCannotBeSent_isRefusedBeforeItIs() {
    assertThatThrownBy(() -> new Token("documents@1"))
        .hasMessage(
            "\"documents@1\" is no token: give topic-partition@offset, such as documents-0@41");
    assertThatThrownBy(() -> Publication.of("a", "x").meta("a b", "x"))
        .hasMessage("\"a b\" is no name of a field: use letters, digits, '-', '_' and '.'");
    assertThatThrownBy(() -> client.document(""))
        .hasMessage("\"\" cannot be a document's id in a path");
    assertThatThrownBy(() -> FreshetClient.of("file:///etc"))
        .hasMessage(
            "file:///etc is no address of a service: give one such as http://127.0.0.1:8080");
    assertThatThrownBy(() -> new RetryPolicy(0, Duration.ZERO, Duration.ZERO))
        .hasMessage("attempts is 0: give 1 to 100");
    assertThatThrownBy(() -> Filter.atLeast("meta.n", Double.NaN))
        .hasMessage("a range of \"meta.n\" needs a finite end");
    assertThat(client.document("..%2F", Optional.of("documents"))).isEmpty();
  }
}
