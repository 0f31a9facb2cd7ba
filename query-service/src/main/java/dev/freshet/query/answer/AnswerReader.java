package dev.freshet.query.answer;

import dev.freshet.query.context.ContextRequest;
import dev.freshet.query.context.ContextRequest.Suspicious;
import dev.freshet.query.exchange.Fields;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.exchange.ServerSentEvents;
import dev.freshet.query.retrieval.SearchReader;
import dev.freshet.query.retrieval.SearchRequest;
import java.time.Duration;
import java.util.List;

/** Reads the requests of {@code POST /v1/answer}, strictly. */
final class AnswerReader {
  static final List<String> BESIDES =
      List.of("tokenBudget", Suspicious.FIELD, "maxTokens", "deadlineMs", "stream");

  private static final int LEAST_DEADLINE_MILLIS = 100;

  private final AnswerSettings settings;
  private final SearchReader searches;

  AnswerReader(AnswerSettings settings, List<String> sources) {
    this.settings = settings;
    this.searches = new SearchReader(sources);
  }

  AnswerRequest read(Request http) {
    Fields fields = SearchReader.fields(http.body(), BESIDES);
    ContextRequest context = context(fields);
    boolean events =
        http.header("Accept").filter(accept -> accept.contains(ServerSentEvents.TYPE)).isPresent();
    return new AnswerRequest(
        context,
        context.search().query(),
        List.of(),
        maxTokens(fields),
        patience(fields),
        flag(fields, "stream", events));
  }

  /** What to look for, out of fields that have a query. */
  ContextRequest context(Fields fields) {
    SearchRequest search = searches.read(fields, settings.passages());
    int budget =
        fields.integer(
            "tokenBudget",
            settings.tokenBudget(),
            AnswerSettings.LEAST_BUDGET,
            AnswerSettings.MOST_BUDGET);
    return new ContextRequest(search, budget, Suspicious.read(fields));
  }

  int maxTokens(Fields fields) {
    return fields.integer("maxTokens", settings.maxTokens(), 1, settings.maxTokens());
  }

  Duration patience(Fields fields) {
    int most = Math.toIntExact(settings.deadline().toMillis());
    return Duration.ofMillis(fields.integer("deadlineMs", most, LEAST_DEADLINE_MILLIS, most));
  }

  static boolean flag(Fields fields, String name, boolean fallback) {
    if (!fields.has(name)) {
      return fallback;
    }
    if (!fields.get(name).isBoolean()) {
      throw fields.wrong(name, "give true or false");
    }
    return fields.get(name).asBoolean();
  }
}
