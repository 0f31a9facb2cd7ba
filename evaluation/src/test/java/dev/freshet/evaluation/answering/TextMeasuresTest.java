package dev.freshet.evaluation.answering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Against what rouge_score 0.1.2 (without stemming) and sacreBLEU 2.6.0 give for these pairs. */
final class TextMeasuresTest {
  private record Known(
      String text, String right, double rouge1, double rouge2, double rougeL, double bleu) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known(
              "The cat sat on the mat.",
              "The cat is sitting on the mat.",
              .769231,
              .545455,
              .769231,
              42.383656),
          new Known(
              "Haproxy 2.4.36 was released on 2026-05-19.",
              "The latest release of HAProxy 2.4 is 2.4.36.",
              .380952,
              .315789,
              .380952,
              4.456883),
          new Known("a b c d e f g", "a c e g", .727273, 0, .727273, 9.287529),
          new Known(
              "Normans came from Denmark, Iceland and Norway.",
              "The Normans were descended from Norse raiders and pirates from Denmark, Iceland and"
                  + " Norway.",
              .571429,
              .421053,
              .571429,
              34.485598),
          new Known(
              "one two three four five six seven",
              "one two three four six five seven eight",
              .933333,
              .461538,
              .8,
              40.992125));

  @Test
  void pairs_come_to_what_published_implementations_give() {
    for (Known known : KNOWN) {
      assertThat(Overlap.rouge(known.text, known.right, 1))
          .as(known.text)
          .isCloseTo(known.rouge1, within(1e-6));
      assertThat(Overlap.rouge(known.text, known.right, 2))
          .as(known.text)
          .isCloseTo(known.rouge2, within(1e-6));
      assertThat(Overlap.rougeL(known.text, known.right))
          .as(known.text)
          .isCloseTo(known.rougeL, within(1e-6));
      Bleu bleu = new Bleu();
      bleu.add(known.text, List.of(known.right));
      assertThat(bleu.score()).as(known.text).isCloseTo(known.bleu, within(1e-6));
    }
  }

  @Test
  void bleu_is_counted_over_the_whole_set() {
    Bleu bleu = new Bleu();
    KNOWN.subList(0, 4).forEach(known -> bleu.add(known.text, List.of(known.right)));
    bleu.add("same text here", List.of("same text here"));
    bleu.add("nothing", List.of("else entirely"));
    bleu.add(KNOWN.getLast().text, List.of(KNOWN.getLast().right));
    assertThat(bleu.score()).isCloseTo(33.21284965, within(1e-6));
  }

  @Test
  void nothing_in_common_is_nothing() {
    Bleu bleu = new Bleu();
    bleu.add("one two three four", List.of("five six seven eight"));
    assertThat(bleu.score()).isZero();
    assertThat(new Bleu().score()).isZero();
    assertThat(Overlap.rougeL("", "a")).isZero();
    assertThat(Overlap.rouge("a", "a", 2)).isZero();
  }

  /** As SQuAD's evaluation script normalises. */
  @Test
  void case_punctuation_and_articles_do_not_count() {
    assertThat(Overlap.exact("The Normans!", "normans")).isEqualTo(1);
    assertThat(Overlap.exact("Norman", "normans")).isZero();
    assertThat(Overlap.f1("in the 10th century", "10th and 11th centuries"))
        .isCloseTo(2.0 / 7, within(1e-9));
    assertThat(
            Overlap.contained("They came from Denmark, Iceland and Norway.", "Iceland and Norway"))
        .isEqualTo(1);
    assertThat(Overlap.contained("They came from Norway and Iceland.", "Iceland and Norway"))
        .isZero();
  }
}
