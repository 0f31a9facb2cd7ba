package dev.freshet.client.springai;

import dev.freshet.client.FreshetClient;
import dev.freshet.client.Hit;
import dev.freshet.client.Search;
import java.util.List;
import java.util.function.Function;
import org.springframework.ai.document.Document;
import org.springframework.ai.rag.Query;
import org.springframework.ai.rag.retrieval.search.DocumentRetriever;

/**
 * Retrieves documents from a Freshet, the best first; what Spring AI calls a document is a passage
 * here. Its metadata are those of {@link Hit#metadata}, its id is {@link Hit#name}.
 */
public final class FreshetDocumentRetriever implements DocumentRetriever {
  private final FreshetClient client;
  private final Function<Query, Search> search;

  /**
   * Asks just what the query says, by the service's defaults.
   *
   * @param client stays the caller's to close
   */
  public FreshetDocumentRetriever(FreshetClient client) {
    this(client, query -> Search.of(query.text()));
  }

  /**
   * Asks what a function makes of the query, such as with a limit, a filter by the query's context,
   * or a token.
   *
   * @param client stays the caller's to close
   */
  public FreshetDocumentRetriever(FreshetClient client, Function<Query, Search> search) {
    this.client = client;
    this.search = search;
  }

  @Override
  public List<Document> retrieve(Query query) {
    return client.search(search.apply(query)).results().stream()
        .map(FreshetDocumentRetriever::document)
        .toList();
  }

  private static Document document(Hit hit) {
    return Document.builder()
        .id(hit.name())
        .text(hit.passage().text())
        .metadata(hit.metadata())
        .score(hit.score())
        .build();
  }
}
