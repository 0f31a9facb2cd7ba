package dev.freshet.client.springai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.freshet.client.Filter;
import dev.freshet.client.FreshetClient;
import dev.freshet.client.FreshetProblem;
import dev.freshet.client.Search;
import dev.freshet.client.Token;
import dev.freshet.query.ServiceForClients;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.document.Document;
import org.springframework.ai.rag.Query;
import org.springframework.ai.rag.generation.augmentation.ContextualQueryAugmenter;

class FreshetDocumentRetrieverTest {
  private final ServiceForClients service = ServiceForClients.ready(Map.of());
  private final FreshetClient client = FreshetClient.of(service.url());

  @BeforeEach
  void documents() {
    service.index("handbook", 0, "Thirty days of leave a year", Map.of("team", "people"));
    service.index("canteen", 1, "The canteen leaves no one hungry", Map.of("team", "food"));
    client.search(Search.of("leave").after(new Token("documents-0@1")));
  }

  @AfterEach
  void close() {
    client.close();
    service.close();
  }

  @Test
  void retrieve_givesTextMetadataIdAndScore() {
    List<Document> documents =
        new FreshetDocumentRetriever(client, q -> Search.of(q.text()).limit(1))
            .retrieve(new Query("days of leave"));

    assertThat(documents).hasSize(1);
    Document document = documents.getFirst();
    assertThat(document.getText()).isEqualTo("Thirty days of leave a year");
    assertThat(document.getId()).isEqualTo("documents-0@0#0");
    assertThat(document.getScore())
        .isEqualTo(client.search(Search.of("days of leave")).results().getFirst().score());
    assertThat(document.getMetadata())
        .contains(
            entry("id", "handbook"),
            entry("source", "documents"),
            entry("version", "documents-0@0"),
            entry("title", "handbook"),
            entry("page", 3),
            entry("meta.team", "people"));
  }

  @Test
  void search_isWhatTheFunctionMakesOfTheQuerysContext() {
    var retriever =
        new FreshetDocumentRetriever(
            client,
            q ->
                Search.of(q.text())
                    .filter(Filter.eq("meta.team", q.context().get("team").toString())));
    Query query = new Query("leave", List.of(), Map.of("team", "food"));

    assertThat(retriever.retrieve(query))
        .extracting(d -> d.getMetadata().get("id"))
        .containsExactly("canteen");
  }

  @Test
  void augmenter_ofSpringAi_putsThePassagesIntoTheQuery() {
    Query query = new Query("How many days of leave?");

    Query augmented =
        ContextualQueryAugmenter.builder()
            .build()
            .augment(query, new FreshetDocumentRetriever(client).retrieve(query));

    assertThat(augmented.text())
        .contains("How many days of leave?")
        .contains("Thirty days of leave a year");
  }

  @Test
  void refusal_isTheClientsProblem() {
    assertThatThrownBy(
            () ->
                new FreshetDocumentRetriever(client, q -> Search.of(q.text()).limit(0))
                    .retrieve(new Query("leave")))
        .isInstanceOf(FreshetProblem.class)
        .hasMessage("400 Bad request: \"limit\" is 0: give a whole number from 1 to 200");
  }
}
