package dev.freshet.standalone.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeenTest {
  private final Words words = new Words();

  private Seen.Mark question(String text) {
    return Words.question(words.key(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          How long is the notice period?       | how long is the NOTICE period        | true
          How long is the notice period?       | Notice periods: how long are they    | true
          days of annual leave in the year     | days of anual leave in the year      | true
          How long is the notice period?       | How long is the trial period?        | false
          Service manual of the model 4711     | Service manual of the model 4712     | false
          Service manual of the Falcon router  | Service manual of the Galaxy router  | false
          """)
  void question_isTheSame_orNearlySo(String one, String other, boolean same) {
    Seen seen = new Seen();
    seen.add(question(one));

    assertThat(seen.has(question(other))).isEqualTo(same);
  }

  private static String text(Random random, int words) {
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < words; i++) {
      chosen.add("w" + Integer.toString(random.nextInt(50_000), 36));
    }
    return String.join(" ", chosen);
  }

  /** A family of texts that share half of what they say is no heap of copies. */
  @Test
  void textsWithACommonHalf_areToldApart_andCopiesWithAWordChangedAreFound() {
    Random random = new Random(5);
    String common = text(random, 60);
    Seen seen = new Seen();
    List<String> texts = new ArrayList<>();
    int taken = 0;
    for (int i = 0; i < 2000; i++) {
      String text = common + " " + text(random, 60);
      taken += seen.has(words.passage(text)) ? 1 : 0;
      seen.add(words.passage(text));
      texts.add(text);
    }
    int found = 0;
    for (String text : texts) {
      int at = text.indexOf(' ', text.length() - 40);
      found +=
          seen.has(words.passage(text.substring(0, at) + " changed" + text.substring(at))) ? 1 : 0;
    }

    assertThat(taken).isLessThan(20);
    assertThat(found).isGreaterThan(1900);
  }

  @Test
  void numbers_areKeptAlsoWhenThereAreMany() {
    LongSet set = new LongSet();
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      assertThat(set.add(random.nextLong())).isTrue();
    }
    Random again = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      assertThat(set.contains(again.nextLong())).isTrue();
    }
    assertThat(set.contains(0)).isFalse();
    assertThat(set.add(0)).isTrue();
    assertThat(set.add(0)).isFalse();
  }
}
