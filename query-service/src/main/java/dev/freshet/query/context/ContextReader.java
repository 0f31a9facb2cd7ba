package dev.freshet.query.context;

import dev.freshet.query.context.ContextRequest.Counting;
import dev.freshet.query.context.ContextRequest.Suspicious;
import dev.freshet.query.exchange.Fields;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Spelling;
import dev.freshet.query.retrieval.SearchReader;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;

/** Reads the JSON of a request: a search, with a budget and what else a context needs. */
final class ContextReader {
  private static final String BUDGET = "tokenBudget";
  private static final String SUSPICIOUS = "suspicious";
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
  ContextRequest read(InputStream body) {
    Fields fields = SearchReader.fields(body, List.of(BUDGET, SUSPICIOUS, TOKENIZER));
    return new ContextRequest(
        searches.read(fields, settings.passages()),
        fields.integer(
            BUDGET,
            settings.tokenBudget(),
            ContextSettings.MIN_TOKEN_BUDGET,
            settings.maxTokenBudget()),
        choice(fields, SUSPICIOUS, List.of(Suspicious.values()), Suspicious::label),
        choice(fields, TOKENIZER, List.of(Counting.values()), Counting::label));
  }

  /** The first where none is given. */
  private static <E> E choice(
      Fields fields, String name, List<E> known, Function<E, String> label) {
    String given = fields.text(name).orElse(label.apply(known.getFirst()));
    return known.stream()
        .filter(one -> label.apply(one).equals(given))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.field(
                    name, Spelling.unknown(name, given, known.stream().map(label).toList())));
  }
}
