package dev.freshet.query.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlapTest {
  @ParameterizedTest
  @CsvSource({
    "One. Two. Three.,Two. Three. Four.,11",
    "One. Two.,Two.,4",
    "One.,One. Two.,4",
    "One.,Two.,0",
    "a rose is a,a rose is red,1",
    "Some text,ext follows,0",
    "the,they,0",
    "a a a,a a b,3",
    "x,'',0"
  })
  void overlap_isTheLongestThatBeginsAndEndsAtBlanks(String before, String next, int characters) {
    assertThat(Overlap.of(before, next)).isEqualTo(characters);
  }

  @Test
  void overlap_ofRandomTexts_isWhatTryingAllLengthsGives() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String before = text(random);
      String next = text(random);
      assertThat(Overlap.of(before, next))
          .as("'%s' then '%s'", before, next)
          .isEqualTo(slowly(before, next));
    }
  }

  private static int slowly(String before, String next) {
    for (int length = Math.min(before.length(), next.length()); length > 0; length--) {
      int start = before.length() - length;
      boolean begins = start == 0 || Character.isWhitespace(before.charAt(start - 1));
      boolean ends = length == next.length() || Character.isWhitespace(next.charAt(length));
      if (begins && ends && before.endsWith(next.substring(0, length))) {
        return length;
      }
    }
    return 0;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(12); length > 0; length--) {
      text.append("ab ".charAt(random.nextInt(3)));
    }
    return text.toString();
  }
}
