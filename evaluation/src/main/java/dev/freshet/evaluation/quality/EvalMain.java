package dev.freshet.evaluation.quality;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.failure.Refused;
import dev.freshet.evaluation.load.FreshetUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * {@code ./freshet eval --collection DIR [--json]}: how well a collection's questions are answered,
 * by meaning, by words and by both. Exit codes: 0 done, 2 wrong options or collection.
 */
public final class EvalMain {
  private static final List<String> MODES = List.of("dense", "sparse", "hybrid");
  private static final String RERANKER = "FRESHET_RERANK_ENDPOINT";

  private EvalMain() {}

  /**
   * @param args the repository, the folder for data and reports, and the options
   */
  public static void main(String[] args) throws IOException, Refused {
    List<String> all = List.of(args);
    RetrievalOptions own = RetrievalOptions.divide(all.subList(2, all.size()));
    List<String> others = new ArrayList<>(all.subList(0, 2));
    others.addAll(own.others());
    EvalCommand.run(
        "",
        others.toArray(String[]::new),
        RetrievalOptions.USAGE,
        (repository, options) -> run(repository, options, own));
  }

  private static void run(Path repository, EvalOptions options, RetrievalOptions own)
      throws IOException {
    if (own.rerank() && System.getenv().getOrDefault(RERANKER, "").isBlank()) {
      throw new IllegalArgumentException("--rerank wants a reranker: set " + RERANKER);
    }
    Collection whole = Collection.read(options.collection());
    Collection collection = whole.asking(options.chosen(List.copyOf(whole.questions().keySet())));
    Optional<Earlier> earlier = Optional.empty();
    if (own.against().isPresent()) {
      earlier = Optional.of(Earlier.read(own.against().get(), collection.name()));
    }
    Files.createDirectories(options.data());
    SequencedMap<String, Scores> modes = new LinkedHashMap<>();
    long passages;
    try (FreshetUnderTest freshet = new FreshetUnderTest(repository, options.data())) {
      System.err.println("starting Freshet on " + options.data());
      freshet.start();
      Filling.publish(freshet, collection.documents());
      passages = freshet.api().passages();
      for (String mode : MODES) {
        modes.put(
            mode,
            Questioning.ask(
                collection,
                question -> freshet.api().documents(question, mode, Questioning.DEPTH),
                new Progress(mode + " questions")::told));
      }
      if (own.rerank()) {
        modes.put(
            "reranked",
            Questioning.ask(
                collection,
                question -> freshet.api().reranked(question, Questioning.RERANKED),
                new Progress("reranked questions")::told));
      }
    }
    SequencedMap<String, Earlier.Moved> moved =
        earlier.map(run -> run.against(modes)).orElseGet(LinkedHashMap::new);
    ObjectNode told = EvalJson.of(collection, passages, modes, moved);
    EvalCommand.tell(
        options, EvalPage.of(collection, modes, told, moved), told, () -> print(modes, moved));
  }

  private static void print(
      SequencedMap<String, Scores> modes, SequencedMap<String, Earlier.Moved> moved) {
    for (String measure : modes.firstEntry().getValue().values().keySet()) {
      modes.forEach(
          (mode, scores) ->
              System.out.printf(
                  Locale.ROOT,
                  "%-11s %-7s %.4f ± %.4f%n",
                  measure,
                  mode,
                  scores.mean(measure),
                  scores.error(measure)));
    }
    moved.forEach(
        (mode, run) ->
            System.out.printf(
                Locale.ROOT,
                "%-11s %-7s %+.4f against the other run (p = %.4f, %d questions)%n",
                Scores.MAIN,
                mode,
                run.test().difference(),
                run.test().p(),
                run.questions().size()));
  }
}
