package dev.freshet.query.context;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.query.context.ContextRequest.Counting;
import dev.freshet.query.context.ContextRequest.Suspicious;
import dev.freshet.query.exchange.Fields;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.retrieval.SearchReader;
import java.util.List;

/** Reads the JSON of a request: a search, with a budget and what else a context needs. */
final class ContextReader {
  private static final String BUDGET = "tokenBudget";
  private static final String TOKENIZER = "tokenizer";

  private final ContextSettings settings;
  private final SearchReader searches;

  /**
   * @param sources the source topics there are
   */
  ContextReader(ContextSettings settings, List<String> sources) {
    this.settings = settings;
    this.searches = new SearchReader(sources);
  }

  /**
   * Reads.
   *
   * @throws Problem naming the field and the fix
   */
  ContextRequest read(JsonNode request) {
    Fields fields = SearchReader.fields(request, List.of(BUDGET, Suspicious.FIELD, TOKENIZER));
    return new ContextRequest(
        searches.read(fields, settings.passages()),
        fields.integer(
            BUDGET,
            settings.tokenBudget(),
            ContextSettings.MIN_TOKEN_BUDGET,
            settings.maxTokenBudget()),
        Suspicious.read(fields),
        fields.choice(TOKENIZER, List.of(Counting.values()), Counting::label));
  }
}
