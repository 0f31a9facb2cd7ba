package dev.freshet.client.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.freshet.client.Filter;
import dev.freshet.client.FreshetClient;
import dev.freshet.client.FreshetProblem;
import dev.freshet.client.Search;
import dev.freshet.client.Token;
import dev.freshet.query.ServiceForClients;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.rag.AugmentationRequest;
import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.query.Metadata;
import dev.langchain4j.rag.query.Query;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FreshetContentRetrieverTest {
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
  void retrieve_givesTextMetadataNameAndScore() {
    List<Content> contents =
        new FreshetContentRetriever(client, q -> Search.of(q.text()).limit(1))
            .retrieve(Query.from("days of leave"));

    assertThat(contents).hasSize(1);
    Content content = contents.getFirst();
    assertThat(content.textSegment().text()).isEqualTo("Thirty days of leave a year");
    assertThat(content.textSegment().metadata().toMap())
        .contains(
            entry("id", "handbook"),
            entry("source", "documents"),
            entry("version", "documents-0@0"),
            entry("title", "handbook"),
            entry("sourceUri", "https://example.org/handbook"),
            entry("heading", "Leave"),
            entry("page", 3),
            entry("ordinal", 0),
            entry("meta.team", "people"));
    assertThat(content.metadata())
        .containsEntry(ContentMetadata.EMBEDDING_ID, "documents-0@0#0")
        .containsEntry(
            ContentMetadata.SCORE,
            client.search(Search.of("days of leave")).results().getFirst().score());
  }

  @Test
  void search_isWhatTheFunctionMakesOfTheQuery() {
    var retriever =
        new FreshetContentRetriever(
            client, q -> Search.of(q.text()).filter(Filter.eq("meta.team", "food")));

    assertThat(retriever.retrieve(Query.from("leave")))
        .extracting(c -> c.textSegment().metadata().getString("id"))
        .containsExactly("canteen");
  }

  @Test
  void augmentor_ofLangChain4j_putsThePassagesIntoTheMessage() {
    var augmentor =
        DefaultRetrievalAugmentor.builder()
            .contentRetriever(new FreshetContentRetriever(client))
            .build();
    UserMessage question = UserMessage.from("How many days of leave?");

    var augmented =
        augmentor.augment(
            new AugmentationRequest(question, Metadata.from(question, "me", List.of())));

    assertThat(((UserMessage) augmented.chatMessage()).singleText())
        .contains("How many days of leave?")
        .contains("Thirty days of leave a year");
  }

  @Test
  void refusal_isTheClientsProblem() {
    assertThatThrownBy(
            () ->
                new FreshetContentRetriever(client, q -> Search.of(q.text()).limit(0))
                    .retrieve(Query.from("leave")))
        .isInstanceOf(FreshetProblem.class)
        .hasMessage("400 Bad request: \"limit\" is 0: give a whole number from 1 to 200");
  }
}
