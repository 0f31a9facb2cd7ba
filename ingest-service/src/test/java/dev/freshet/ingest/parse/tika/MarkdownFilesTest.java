package dev.freshet.ingest.parse.tika;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Block;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MarkdownFilesTest {

  @Test
  void structure_is_kept() throws Exception {
    String text =
        """
        # Title

        A [link](https://example.org) and `code`.

        - one
          - two

        | a | b |
        |---|---|
        | 1 | 2 |

        ```java
        int x;
        ```
        """;
    assertThat(Reading.blocks(text, "a.md"))
        .containsExactly(
            new Block.Heading(1, "Title"),
            new Block.Paragraph("A link and code."),
            new Block.ListItem(1, "one"),
            new Block.ListItem(2, "two"),
            new Block.TableRow(List.of("a", "b"), List.of("1", "2")),
            new Block.Code("java", "int x;\n"));
  }

  @Test
  void front_matter_gives_the_title_and_is_no_text() throws Exception {
    var document = Reading.of("---\ntitle: \"Given\"\nauthor: Ann\n---\n\nText.\n", "a.md");
    assertThat(document.metadata().title()).isEqualTo("Given");
    assertThat(document.metadata().author()).isEqualTo("Ann");
    assertThat(document.blocks()).containsExactly(new Block.Paragraph("Text."));
  }

  @Test
  void rule_at_the_top_is_no_front_matter() throws Exception {
    assertThat(Reading.blocks("---\n\nText.\n", "a.md"))
        .containsExactly(new Block.Paragraph("Text."));
  }

  @Test
  void first_heading_stands_in_for_a_title() throws Exception {
    assertThat(Reading.of("## Here\n\nText.\n", "a.md").metadata().title()).isEqualTo("Here");
  }
}
