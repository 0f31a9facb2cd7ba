package dev.freshet.query.retrieval;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.text.TextNormaliser;
import dev.freshet.query.exchange.Problem;
import java.util.List;

/** What a query means to the model, the same for whoever asks it. */
public final class QueryVector {
  private QueryVector() {}

  /**
   * The vector of a query.
   *
   * @throws Problem where the model refuses it
   * @throws dev.freshet.common.failure.Outage where the model does not answer
   */
  public static Vector of(String query, Embedder embedder) {
    try {
      List<String> texts = List.of(TextNormaliser.normalise(query));
      return embedder.embed(texts, Purpose.QUERY).getFirst();
    } catch (Refused e) {
      throw Problem.field("query", "the embedding model refuses this query: " + e.getMessage());
    }
  }
}
