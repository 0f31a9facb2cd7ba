package dev.freshet.evaluation.quality;

import dev.freshet.evaluation.load.Await;
import dev.freshet.evaluation.load.Corpus;
import dev.freshet.evaluation.load.FreshetUnderTest;
import java.time.Duration;
import java.util.List;

/**
 * Fills a Freshet with a collection. What it holds already, unchanged, costs it next to nothing.
 */
public final class Filling {
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofHours(12);

  private Filling() {}

  /** Publishes all and waits until all are retrievable. */
  public static void publish(FreshetUnderTest freshet, List<Corpus.Text> documents) {
    // What a run that was broken off had under way would be counted for what comes now.
    Await.until("what was under way is settled", LOOK, LONGEST, () -> freshet.api().lag() == 0);
    long all = freshet.api().retrievable(FreshetUnderTest.LIVE) + documents.size();
    freshet.publisher().publish(FreshetUnderTest.LIVE, documents);
    Progress progress = new Progress("documents");
    Await.until(
        "all documents are retrievable",
        LOOK,
        LONGEST,
        () -> {
          long left = all - freshet.api().retrievable(FreshetUnderTest.LIVE);
          progress.told((int) (documents.size() - Math.max(0, left)), documents.size());
          return left <= 0;
        });
  }
}
