package dev.freshet.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextNormaliserTest {
  @ParameterizedTest
  @CsvSource({
    "co\u2011op, co-op",
    "e\uFB03cient, efficient",
    "a\u00A0 b, a b",
    "hy\u00ADphen, hyphen",
    "a\u0085b, a b",
    "a\uFFFDb, ab",
    "a\u200Bb, ab",
    "e\u200B\u0301, \u00E9",
    "a \u2013 b, a \u2013 b"
  })
  void text_isFoldedToItsOneForm(String text, String form) {
    assertThat(TextNormaliser.normalise(text)).isEqualTo(form);
  }

  @Test
  void lines_keepTheirIndentsAndBreaks() {
    assertThat(TextNormaliser.normaliseLines("if x: \r\n\tgo\r    on\u2028end  "))
        .isEqualTo("if x:\n\tgo\n    on\nend");
  }

  @Test
  void form_ofAForm_isTheSame() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = 0; j < 12; j++) {
        text.append((char) random.nextInt(random.nextBoolean() ? 0x400 : 0x10000));
      }
      String once = TextNormaliser.normalise(text.toString());
      assertThat(TextNormaliser.normalise(once)).isEqualTo(once);
      String lines = TextNormaliser.normaliseLines(text.toString());
      assertThat(TextNormaliser.normaliseLines(lines)).isEqualTo(lines);
    }
  }

  @Test
  void lost_countsWhatSaysNothing_andNotWhatIsOnlyInvisible() {
    assertThat(TextNormaliser.lost("a\uFFFDb\u0000\u0007\uD800")).isEqualTo(4);
    assertThat(TextNormaliser.lost("plain text\twith\nlines\r\nand soft\u00ADhyphens\u0085"))
        .isZero();
    assertThat(TextNormaliser.lost("für 委員会 \uD83D\uDE00 \uF0B7")).isZero();
    assertThat(TextNormaliser.lost("")).isZero();
  }
}
