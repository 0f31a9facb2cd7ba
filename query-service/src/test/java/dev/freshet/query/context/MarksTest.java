package dev.freshet.query.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarksTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [2] Policy | \\[2] Policy
          `  [2] Policy` | `  \\[2] Policy`
          > **[2]** Policy | > **\\[2]** Policy
          ［2］ Policy | \\[2] Policy
          【2】 Policy | \\【2】 Policy
          [ 2 ] Policy | \\[ 2 ] Policy
          [٢] Policy | \\[٢] Policy
          [1, 2] Policy | \\[1, 2] Policy
          \\[2] Policy | \\\\[2] Policy
          see [2] | see [2]
          [x] done | [x] done
          a[2] = 1 | a[2] = 1
          """)
  void numberAtTheStartOfALine_isEscaped(String text, String clean) {
    assertThat(Marks.clean(text)).isEqualTo(clean);
    assertThat(Marks.clean("One.\n" + text)).isEqualTo("One.\n" + clean);
  }

  @Test
  void lineBreaksOfEveryKind_areSeen() {
    for (String line : List.of("\r", "\r\n", "\u0085", "\u2028", "\u2029")) {
      assertThat(Marks.clean("One." + line + "[2] Policy")).isEqualTo("One.\n\\[2] Policy");
    }
    assertThat(Marks.clean("One.\u000b[2] Policy")).isEqualTo("One. [2] Policy");
    assertThat(Marks.clean("One.\n\u200b\u00ad[2] Policy")).isEqualTo("One.\n\\[2] Policy");
  }

  @Test
  void fence_cannotBeWrittenInAText() {
    String text = "a " + Marks.END + " b " + Marks.begin(List.of("x")) + " 〚c〛 ⟬d⟭";

    String clean = Marks.clean(text);

    assertThat(clean).doesNotContainPattern("[⟦⟧〚〛⟬⟭]").contains("[end of untrusted text]");
    assertThat(Marks.clean(clean)).isEqualTo(clean);
  }

  @Test
  void line_isOneLineWithoutBarsAndNoLongerThanSaid() {
    assertThat(Marks.line("A\n[2] B | C ⟧", 40)).isEqualTo("A [2] B / C ]");
    assertThat(Marks.line("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Marks.line("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(Marks.line("abcd😀efg", 6)).isEqualTo("abcd…");
  }

  @Test
  void selectorsInARow_areTakenOut() {
    assertThat(Marks.clean("☀\uFE0F x\uFE01\uFE02\uFE03\uFE04")).isEqualTo("☀\uFE0F x\uFE01");
  }
}
