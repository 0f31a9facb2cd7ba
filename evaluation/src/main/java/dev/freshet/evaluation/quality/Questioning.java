package dev.freshet.evaluation.quality;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Asks all questions in one mode. */
final class Questioning {
  /** As many passages as a search gives: 100 documents are among them, nearly always. */
  static final int DEPTH = 200;

  /** Passages that are reranked: as many as a context is made of, and rerank.depth by default. */
  static final int RERANKED = 30;

  private Questioning() {}

  /**
   * @param search gives the documents of the passages found for a question, best first
   * @param progress is told how many are asked, and of how many
   */
  static Scores ask(
      Collection collection,
      Function<String, List<String>> search,
      BiConsumer<Integer, Integer> progress) {
    SequencedMap<String, List<String>> rankings = new LinkedHashMap<>();
    for (Map.Entry<String, String> question : collection.questions().entrySet()) {
      List<String> documents =
          search.apply(question.getValue()).stream().distinct().limit(100).toList();
      rankings.put(question.getKey(), documents);
      progress.accept(rankings.size(), collection.questions().size());
    }
    return Scores.of(rankings, collection.judgements());
  }
}
