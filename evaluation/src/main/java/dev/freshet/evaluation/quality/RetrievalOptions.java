package dev.freshet.evaluation.quality;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code ./freshet eval} itself is told besides what all studies are.
 *
 * @param rerank whether hybrid is asked with the reranker too
 * @param against another run's report.json
 * @param others the arguments of all studies
 */
record RetrievalOptions(boolean rerank, Optional<Path> against, List<String> others) {
  static final String USAGE =
      """
      Of retrieval, besides:
        --rerank      hybrid through the reranker too (FRESHET_RERANK_ENDPOINT)
        --against     report.json of another run: what moved, question by question
      """;

  /** Takes out what is meant for this study; a path that is missing is an empty one. */
  static RetrievalOptions divide(List<String> args) {
    boolean rerank = false;
    Optional<Path> against = Optional.empty();
    List<String> others = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      switch (args.get(i)) {
        case "--rerank" -> rerank = true;
        case "--against" -> {
          i++;
          against = Optional.of(Path.of(i == args.size() ? "" : args.get(i)));
        }
        default -> others.add(args.get(i));
      }
    }
    return new RetrievalOptions(rerank, against, others);
  }
}
