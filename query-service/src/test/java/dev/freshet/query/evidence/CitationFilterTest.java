package dev.freshet.query.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CitationFilterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          "A [1]. B [2]."          | "A [1]. B [2]."      | ""
          "A [3]. B"               | "A. B"               | "3"
          "A  [9][1] b"            | "A[1] b"             | "9"
          "A [1, 9] b"             | "A [1] b"            | "9"
          "A [9; 8] b"             | "A b"                | "8,9"
          "A [0] b [00001]"        | "A b"                | "0,00001"
          "A [x] [1 b [ 1] [] [[2]]" | "A [x] [1 b [ 1] [] [[2]]" | ""
          "A `list[9]` b [9]"      | "A `list[9]` b"      | "9"
          "A [99999999999999999999] b" | "A b" | "99999999999999999999"
          "ends in a mark [2"      | "ends in a mark [2"  | ""
          "A [1] [1] [1]"          | "A [1] [1] [1]"      | ""
          """)
  void text_losesWhatIsInvented_howeverItIsCutIntoPieces(
      String text, String expected, String removed) {
    for (int size = 1; size <= text.length(); size++) {
      CitationFilter filter = new CitationFilter(Set.of(1, 2));
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < text.length(); i += size) {
        out.append(filter.accept(text.substring(i, Math.min(text.length(), i + size))));
      }
      out.append(filter.end());

      assertThat(out.toString()).as("in pieces of " + size).isEqualTo(expected);
      assertThat(String.join(",", filter.removed())).isEqualTo(removed);
    }
  }
}
