package dev.freshet.evaluation.quality;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  private static final String RERANK = "--rerank";
  private static final String AGAINST = "--against";

  /** Takes out what is meant for this study; a path that is missing is an empty one. */
  static RetrievalOptions divide(List<String> args) {
    OwnOptions divided = OwnOptions.divide(args, Set.of(AGAINST), Set.of(RERANK));
    return new RetrievalOptions(
        divided.own().containsKey(RERANK),
        Optional.ofNullable(divided.own().get(AGAINST)).map(Path::of),
        divided.others());
  }
}
