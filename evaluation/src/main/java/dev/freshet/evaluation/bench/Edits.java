package dev.freshet.evaluation.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.evaluation.load.Await;
import dev.freshet.evaluation.load.Corpus;
import dev.freshet.evaluation.load.FreshetUnderTest;
import dev.freshet.evaluation.report.Report;
import dev.freshet.evaluation.report.Report.Bar;
import dev.freshet.evaluation.report.Report.Section;
import dev.freshet.evaluation.report.Report.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One large document, edited again and again: how many of its passages are embedded for an edit of
 * which size. Each edit puts other words of the collections in place of half as many characters.
 */
final class Edits {
  /** Texts of the collections that make the document: about as many passages. */
  static final int TEXTS = 1_100;

  private static final List<Integer> SIZES = List.of(1, 10, 100, 1_000, 10_000, 100_000);

  /** An edit of up to so many characters is a small one. */
  private static final int SMALL = 100;

  private static final int MOST_FOR_A_SMALL_ONE = 3;
  private static final String ID = "large";
  private static final Duration LOOK = Duration.ofMillis(50);

  private final FreshetUnderTest freshet;
  private final String filler;
  private String text;
  private long offset = -1;

  private Edits(FreshetUnderTest freshet, String text, String filler) {
    this.freshet = freshet;
    this.text = text;
    this.filler = filler;
  }

  /**
   * @param texts at least twice {@link #TEXTS}: the document, and other words for it
   */
  static void measure(Path repository, Path folder, List<Corpus.Text> texts, Report report)
      throws IOException {
    try (FreshetUnderTest freshet = new FreshetUnderTest(repository, folder)) {
      freshet.start();
      new Edits(
              freshet,
              joined(texts.subList(0, TEXTS)),
              joined(texts.subList(TEXTS, 2 * TEXTS)).replace('\n', ' '))
          .measure(report);
    }
  }

  private static String joined(List<Corpus.Text> texts) {
    StringBuilder joined = new StringBuilder();
    texts.forEach(one -> joined.append(one.text()).append("\n\n"));
    return joined.toString();
  }

  private void measure(Report report) {
    long passages = published().required("passages").asLong();
    List<Bar> bars = new ArrayList<>();
    long worst = 0;
    for (int size : SIZES) {
      for (boolean middle : List.of(false, true)) {
        int at = middle ? text.length() / 2 : 5;
        // Longer than what goes: everything behind it moves.
        text = text.substring(0, at) + words(size, at) + text.substring(at + size / 2);
        long embedded = published().required("embedded").asLong();
        String where = middle ? " characters in the middle" : " characters from the first line on";
        bars.add(new Bar(size + where, embedded));
        worst = size <= SMALL ? Math.max(worst, embedded) : worst;
      }
    }
    report.add(
        new Section(
            "Passages embedded for an edit",
            "One document of "
                + passages
                + " passages ("
                + text.length()
                + " characters); each edit puts so many characters of other words in place of half as"
                + " many, so that all behind it moves.",
            "passages",
            bars,
            List.of(
                new Verdict(
                    "an edit of up to "
                        + SMALL
                        + " characters embeds at most "
                        + MOST_FOR_A_SMALL_ONE,
                    worst,
                    worst <= MOST_FOR_A_SMALL_ONE))));
  }

  /** So many characters of the other words, from a place of their own. */
  private String words(int size, int at) {
    int from = (at * 7 + size * 31) % (filler.length() - size);
    return filler.substring(from, from + size);
  }

  /** Publishes the text as it is now, and waits for the catalogue to tell of it. */
  private JsonNode published() {
    offset++;
    freshet
        .publisher()
        .publish(FreshetUnderTest.LIVE, ID, "large.txt", text.getBytes(StandardCharsets.UTF_8));
    freshet.publisher().flush();
    String version = FreshetUnderTest.LIVE + "-0@" + offset;
    freshet.awaitRetrievable(offset + 1, Loads.LONG);
    // Deferred so far: it comes by the slow lane.
    Await.until(version + " is indexed", LOOK, Loads.LONG, () -> isIndexed(version));
    return freshet.api().document(ID);
  }

  private boolean isIndexed(String version) {
    JsonNode document = freshet.api().document(ID);
    return document.path("version").asText().equals(version)
        && document.path("state").asText().equals("indexed");
  }
}
