package dev.freshet.client.langchain4j;

import dev.freshet.client.FreshetClient;
import dev.freshet.client.Hit;
import dev.freshet.client.Search;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Retrieves contents from a Freshet, the best first. A content's metadata are those of {@link
 * Hit#metadata}; its score and its name ({@link Hit#name}) stand where LangChain4j keeps them.
 */
public final class FreshetContentRetriever implements ContentRetriever {
  private final FreshetClient client;
  private final Function<Query, Search> search;

  /**
   * Asks just what the query says, by the service's defaults.
   *
   * @param client stays the caller's to close
   */
  public FreshetContentRetriever(FreshetClient client) {
    this(client, query -> Search.of(query.text()));
  }

  /**
   * Asks what a function makes of the query, such as with a limit, a filter by who asks, or a
   * token.
   *
   * @param client stays the caller's to close
   */
  public FreshetContentRetriever(FreshetClient client, Function<Query, Search> search) {
    this.client = client;
    this.search = search;
  }

  @Override
  public List<Content> retrieve(Query query) {
    return client.search(search.apply(query)).results().stream()
        .map(FreshetContentRetriever::content)
        .toList();
  }

  private static Content content(Hit hit) {
    return Content.from(
        TextSegment.from(hit.passage().text(), Metadata.from(hit.metadata())),
        Map.of(ContentMetadata.SCORE, hit.score(), ContentMetadata.EMBEDDING_ID, hit.name()));
  }
}
