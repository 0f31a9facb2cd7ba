package dev.freshet.evaluation.cutting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class LocatorTest {

  @Test
  void passages_are_found_though_lines_were_joined_and_bullets_changed() {
    String text = "One  line\nof two.\n\n* item a\n* item b\n\nOne line of two.";
    Locator locator = new Locator(text);
    Span first = locator.next("One line of two.\n- item a").orElseThrow();
    Span second = locator.next("- item b").orElseThrow();
    Span third = locator.next("One line of two.").orElseThrow();
    assertThat(text.substring(first.from(), first.to()))
        .isEqualTo("One  line\nof two.\n\n* item a");
    assertThat(text.substring(second.from(), second.to())).isEqualTo("item b");
    assertThat(third.to()).isEqualTo(text.length() - 1);
    assertThat(locator.lost()).isZero();
  }

  @Test
  void what_is_not_there_is_told() {
    Locator locator = new Locator("Here it is.");
    assertThat(locator.next("Elsewhere")).isEmpty();
    assertThat(locator.lost()).isEqualTo("Elsewhere".length());
  }

  @Test
  void recursive_pieces_cover_the_text_and_have_the_size_asked_for() {
    String text = "Some sentence of a few words. Another one follows it here.\n\n".repeat(200);
    RecursiveCutter cutter = RecursiveCutter.ofMean(List.of(text), 150);
    List<Piece> pieces = cutter.pieces(new TreeMap<>(Map.of("t", text)));
    double mean = pieces.stream().mapToInt(p -> p.span().length()).average().orElse(0);
    assertThat(mean).isBetween(100.0, 150.0);
    int letters = text.replaceAll("\\s", "").length();
    assertThat(Span.covered(pieces.stream().map(Piece::span).toList())).isGreaterThan(letters);
  }
}
