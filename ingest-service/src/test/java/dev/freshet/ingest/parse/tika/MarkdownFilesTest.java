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
  void front_matter_gives_title_and_author() throws Exception {
    var document = Reading.of("---\ntitle: \"Given\"\nauthor: Ann\n---\n\nText.\n", "a.md");
    assertThat(document.metadata().title()).isEqualTo("Given");
    assertThat(document.metadata().author()).isEqualTo("Ann");
    assertThat(document.blocks()).containsExactly(new Block.Paragraph("Text."));
  }

  @Test
  void what_else_front_matter_says_is_kept_as_it_stands() throws Exception {
    String text =
        """
        ---
        title: HAProxy
        releases:
          - releaseCycle: "2.4"
            latest: "2.4.36"

          - releaseCycle: "2.2"
            latest: "2.2.9"
        ---

        Text.
        """;
    assertThat(Reading.blocks(text, "a.md"))
        .containsExactly(
            new Block.Code(
                "yaml", "releases:\n  - releaseCycle: \"2.4\"\n    latest: \"2.4.36\"\n"),
            new Block.Code("yaml", "  - releaseCycle: \"2.2\"\n    latest: \"2.2.9\"\n"),
            new Block.Paragraph("Text."));
  }

  @Test
  void front_matter_of_any_length_is_kept() throws Exception {
    String lines = "- release: \"1.0\"\n".repeat(50_000);
    var document = Reading.of("---\ntitle: Long\n" + lines + "---\nText.\n", "a.md");
    assertThat(document.metadata().title()).isEqualTo("Long");
    assertThat(document.blocks())
        .containsExactly(new Block.Code("yaml", lines), new Block.Paragraph("Text."));
  }

  @Test
  void front_matter_that_never_ends_is_text() throws Exception {
    var document = Reading.of("---\ntitle: Open\n\nText.\n", "a.md");
    assertThat(document.metadata().title()).isEmpty();
    assertThat(document.blocks())
        .containsExactly(new Block.Paragraph("title: Open"), new Block.Paragraph("Text."));
  }

  @Test
  void a_second_title_is_a_fact_and_blanks_in_the_first_cost_nothing() throws Exception {
    String title = "title: a" + " ".repeat(1_000_000) + "b\n";
    var document = Reading.of("---\n" + title + "title: other\n---\nText.\n", "a.md");
    assertThat(document.metadata().title()).isEqualTo("a b");
    assertThat(document.blocks())
        .containsExactly(new Block.Code("yaml", "title: other\n"), new Block.Paragraph("Text."));
  }

  @Test
  void what_stands_between_two_rules_is_no_front_matter() throws Exception {
    assertThat(Reading.blocks("---\n\nNote: this.\n\n---\n\nText.\n", "a.md"))
        .containsExactly(new Block.Paragraph("Note: this."), new Block.Paragraph("Text."));
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
