package dev.freshet.evaluation.answering;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.evaluation.answering.QuestionSet.Question;
import dev.freshet.evaluation.load.Api;
import dev.freshet.evaluation.quality.Progress;
import java.util.ArrayList;
import java.util.List;

/** Who is asked a question. */
@FunctionalInterface
public interface Asking {
  /** Asks and waits for the whole answer. */
  Told ask(Question question);

  /** Asks a Freshet: {@code POST /v1/answer}. */
  static Asking of(Api api) {
    return of(api, new ObjectMapper().createObjectNode());
  }

  /**
   * The same.
   *
   * @param more of a request, besides its {@code query}
   */
  static Asking of(Api api, ObjectNode more) {
    return question -> {
      ObjectNode body = more.deepCopy().put("query", question.text());
      long start = System.nanoTime();
      JsonNode answer = api.answer(body);
      return Told.of(question, answer, (System.nanoTime() - start) / 1e6);
    };
  }

  /**
   * Asks all, one after the other.
   *
   * @param what is asked, in the plural, for whoever waits
   */
  default List<Told> all(String what, List<Question> questions) {
    Progress progress = new Progress(what);
    List<Told> all = new ArrayList<>();
    for (Question question : questions) {
      all.add(ask(question));
      progress.told(all.size(), questions.size());
    }
    return all;
  }
}
