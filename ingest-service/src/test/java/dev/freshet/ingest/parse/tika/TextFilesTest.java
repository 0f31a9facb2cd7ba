package dev.freshet.ingest.parse.tika;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Block;
import dev.freshet.common.document.ParsedDocument;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plain text, tables of values, code; and their encodings. */
final class TextFilesTest {

  @Test
  void blank_lines_part_paragraphs_and_hard_breaks_go() throws Exception {
    assertThat(Reading.blocks("One line\nand its end.\n\nAn exam-\nple.\n", "a.txt"))
        .containsExactly(
            new Block.Paragraph("One line and its end."), new Block.Paragraph("An example."));
  }

  @Test
  void compound_divided_at_its_hyphen_keeps_it() throws Exception {
    assertThat(Reading.blocks("state-of-the-\nart", "a.txt"))
        .containsExactly(new Block.Paragraph("state-of-the-art"));
  }

  @Test
  void bullets_are_items() throws Exception {
    assertThat(Reading.blocks("To do:\n- one\n- two\n  more\n", "a.txt"))
        .containsExactly(
            new Block.Paragraph("To do:"),
            new Block.ListItem(1, "one"),
            new Block.ListItem(1, "two more"));
  }

  @Test
  void rows_of_values_know_their_header() throws Exception {
    assertThat(Reading.blocks("name;note\nA;\"x; \"\"y\"\"\"\n", "a.csv"))
        .containsExactly(new Block.TableRow(List.of("name", "note"), List.of("A", "x; \"y\"")));
  }

  @Test
  void json_is_code() throws Exception {
    assertThat(Reading.blocks("{\n  \"a\": 1\n}\n", "a.json"))
        .containsExactly(new Block.Code("json", "{\n  \"a\": 1\n}\n"));
  }

  @Test
  void first_accent_after_88_kilobytes_is_still_utf_8() throws Exception {
    String text = "plain words ".repeat(8_000) + "café";
    assertThat(Reading.text(Reading.of(text, "a.txt"))).endsWith("café");
  }

  @Test
  void curly_quotes_of_windows_1252_survive() throws Exception {
    String text = "He said “hello” and it’s the naïve user’s café – again and again.";
    byte[] bytes = text.getBytes(Charset.forName("windows-1252"));
    assertThat(Reading.text(Reading.of(bytes, "a.txt"))).isEqualTo(text);
  }

  @Test
  void byte_order_marks_tell_the_encoding() throws Exception {
    byte[] utf16 = "\uFEFFGrüße".getBytes(StandardCharsets.UTF_16LE);
    assertThat(Reading.text(Reading.of(utf16, "a.txt"))).isEqualTo("Grüße");
    assertThat(Reading.text(Reading.of("\uFEFFGrüße", "a.txt"))).isEqualTo("Grüße");
  }

  @Test
  void charactersThatSayNothing_areCounted_andInNoBlock() throws Exception {
    ParsedDocument document = Reading.of("Good \uFFFD\uFFFD text.\n\nAnd\u0001 more.\n", "a.txt");
    assertThat(document.lost()).isEqualTo(3);
    assertThat(Reading.text(document)).isEqualTo("Good text. And more.");
    assertThat(Reading.of("Good text.", "a.txt").lost()).isZero();
  }
}
