package dev.freshet.evaluation.cutting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.freshet.evaluation.cutting.SpanScores.Found;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SpanTest {

  @Test
  void characters_in_several_spans_count_once() {
    assertThat(Span.covered(List.of(new Span(10, 20), new Span(0, 5), new Span(15, 30))))
        .isEqualTo(25);
    assertThat(
            Span.shared(
                List.of(new Span(0, 10), new Span(5, 12)),
                List.of(new Span(8, 20), new Span(9, 11))))
        .isEqualTo(4);
  }

  /** Worked by hand: 30 of 40 wanted, 100 found and 20 elsewhere. */
  @Test
  void figures_are_as_defined() {
    Found found =
        Found.of(List.of(new Span(0, 100)), 20, List.of(new Span(70, 90), new Span(90, 110)));
    assertThat(found.recall()).isCloseTo(30 / 40.0, within(1e-9));
    assertThat(found.precision()).isCloseTo(30 / 120.0, within(1e-9));
    assertThat(found.overlap()).isCloseTo(30 / 130.0, within(1e-9));
  }

  @Test
  void nothing_found_is_nothing_right() {
    assertThat(Found.of(List.of(), 0, List.of(new Span(0, 1)))).isEqualTo(new Found(0, 0, 0));
  }
}
