package dev.freshet.evaluation.bench;

import dev.freshet.evaluation.load.Await;
import dev.freshet.evaluation.load.Corpus;
import dev.freshet.evaluation.load.FreshetUnderTest;
import dev.freshet.evaluation.load.Percentiles;
import dev.freshet.evaluation.load.Publisher;
import dev.freshet.evaluation.load.SearchApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Publish to found: documents one after the other, each searched for by its own words until it is
 * there.
 */
final class Freshness {
  private static final Duration LOOK = Duration.ofMillis(10);
  private static final Duration IN_VAIN = Duration.ofMinutes(2);

  private Freshness() {}

  /**
   * Publishes each text alone and polls every 10 ms until the answer names it.
   *
   * @return milliseconds from before the send to the answer that names it
   */
  static Percentiles measure(SearchApi api, Publisher publisher, List<Corpus.Text> texts) {
    List<Double> millis = new ArrayList<>();
    for (Corpus.Text text : texts) {
      String query =
          text.text().substring(0, Math.min(120, text.text().length())).replace('\n', ' ');
      long start = System.nanoTime();
      publisher.publish(FreshetUnderTest.LIVE, text);
      Await.until(
          text.id() + " is found",
          LOOK,
          IN_VAIN,
          () -> api.search(query, 10).ids().contains(text.id()));
      millis.add((System.nanoTime() - start) / 1e6);
    }
    return Percentiles.of(millis);
  }

  /**
   * Texts of about 220 tokens that stand nowhere else: the given ones, each headed by a word of its
   * own.
   */
  static List<Corpus.Text> fresh(List<Corpus.Text> from, String name, int count) {
    List<Corpus.Text> fresh = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String own = name + "-" + i;
      fresh.add(new Corpus.Text(own, "Report " + own + " on " + from.get(i).text()));
    }
    return fresh;
  }
}
