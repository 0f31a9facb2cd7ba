package dev.freshet.query.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.ModelIdentity;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Tokenizer;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.text.TextAnalysis;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtractorTest {
  private static final List<Source> SOURCES =
      List.of(
          new Source(
              1,
              "Leave",
              List.of("Annual leave is 25 days a year. Leave is granted by the manager.")),
          new Source(2, "Parking", List.of("The garage opens at 7 in the morning.")));

  private final Extractor extractor = new Extractor(new TextAnalysis());
  private final Alike embedder = new Alike();

  @Test
  void sentenceThatAnswers_comesFirstWithItsSource() {
    Quote best = extractor.quotes("When does the garage open?", SOURCES, embedder).getFirst();

    assertThat(best.sentence()).isEqualTo("The garage opens at 7 in the morning.");
    assertThat(best.source()).isEqualTo(2);
    assertThat(best.signals().expected()).isEqualTo(1);
  }

  @Test
  void nameThatIsNowhere_makesAnAnswerImprobable() {
    double there = confidence("Who grants annual leave?");
    double elsewhere = confidence("Who grants annual leave in Zanzibar?");

    assertThat(elsewhere).isLessThan(there);
  }

  private double confidence(String question) {
    return extractor.quotes(question, SOURCES, embedder).getFirst().confidence();
  }

  @Test
  void thousandsOfSentences_costAFewCallsToTheModel() {
    List<Source> sources = new ArrayList<>();
    for (int i = 1; i <= 300; i++) {
      sources.add(new Source(i, "", List.of(("Day " + i + " is a day of leave. ").repeat(20))));
    }

    assertThat(extractor.quotes("Which day?", sources, embedder)).hasSize(8);
    assertThat(embedder.texts).isEqualTo(9);
  }

  @Test
  void noSentences_giveNoQuotes() {
    assertThat(extractor.quotes("What?", List.of(), embedder)).isEmpty();
    assertThat(extractor.quotes("What?", List.of(new Source(1, "", List.of(" "))), embedder))
        .isEmpty();
  }

  /** Embeds everything alike, and counts. */
  private static final class Alike implements Embedder {
    private int texts;

    @Override
    public ModelIdentity identity() {
      return new ModelIdentity("alike", 2, 512, "alike-1");
    }

    @Override
    public Tokenizer tokenizer() {
      return text -> text.length();
    }

    @Override
    public int batch() {
      return 1;
    }

    @Override
    public int callers() {
      return 1;
    }

    @Override
    public List<Vector> embed(List<String> given, Purpose purpose) {
      texts += given.size();
      return given.stream().map(_ -> Vector.of(1, 0)).toList();
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
