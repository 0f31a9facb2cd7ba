package dev.freshet.ingest.parse.tika;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freshet.common.document.Block;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.text.TextAnalysis;
import dev.freshet.common.text.TextNormaliser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The collection of real files, where the checkout has it beside it. */
final class RealFilesTest {
  /**
   * Phrases that a right reading does not hold word for word, and why. Their words are all there,
   * but for the mail's, whose phrase is from the alternative that we leave out.
   */
  private static final Map<String, String> DIFFERENT =
      Map.of(
          "duck.md", "the phrase has the bullet",
          "inline_and_formatting.md", "the phrase has blanks where the file has backticks",
          "text_document_01.odt.pdf", "the phrase has a blank before the full stop",
          "powerpoint_issue_2663.pptx", "the phrase has the bullet",
          "email-no-utf8-2014-03-17.111517.eml", "the phrase is from the plain alternative");

  private static Path folder() {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path files = up.resolveSibling("shared").resolve("data").resolve("files");
      if (Files.isRegularFile(files.resolve("phrases.tsv"))) {
        return files;
      }
    }
    assumeTrue(false, "no shared/data/files beside the checkout");
    throw new IllegalStateException("not reached");
  }

  @Test
  void each_file_holds_its_phrase() throws Exception {
    Path folder = folder();
    List<String> missing = new ArrayList<>();
    int files = 0;
    for (String line : phrases(folder)) {
      String[] fields = line.split("\t", -1);
      String text = Reading.text(read(folder, fields[0]));
      if (!text.contains(TextNormaliser.normalise(fields[1]))) {
        missing.add(fields[0]);
      }
      files++;
    }
    assertThat(files).isGreaterThanOrEqualTo(33);
    assertThat(missing).containsExactlyInAnyOrderElementsOf(DIFFERENT.keySet());
  }

  @Test
  void each_file_holds_the_words_of_its_phrase() throws Exception {
    Path folder = folder();
    TextAnalysis analysis = new TextAnalysis();
    for (String line : phrases(folder)) {
      String[] fields = line.split("\t", -1);
      List<String> asked = analysis.queryTerms(fields[1]);
      List<String> found = new ArrayList<>(asked);
      found.retainAll(analysis.queryTerms(Reading.text(read(folder, fields[0]))));
      assertThat(found.size()).as(fields[0]).isGreaterThanOrEqualTo(asked.size() * 3 / 4);
    }
  }

  private static List<String> phrases(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("phrases.tsv")).stream()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .toList();
  }

  private static ParsedDocument read(Path folder, String name) throws Exception {
    return Reading.of(Files.readAllBytes(folder.resolve(name)), name);
  }

  @Test
  void word_document_keeps_headings_items_and_tables() throws Exception {
    ParsedDocument document = read(folder(), "legacy_sample.doc");
    assertThat(document.metadata().title()).isEqualTo("Summer activities");
    assertThat(document.blocks())
        .contains(
            new Block.Heading(1, "Swimming in the lake"),
            new Block.ListItem(1, "Paddle about"),
            new Block.TableRow(
                List.of("", "Food", "Calories per portion"),
                List.of("Leaves", "Ash, Elm, Maple", "50")));
  }

  @Test
  void pages_and_slides_are_marked() throws Exception {
    assertThat(read(folder(), "text_document_03.odt.pdf").blocks())
        .contains(new Block.PageBreak(1), new Block.PageBreak(2));
    assertThat(read(folder(), "powerpoint_sample.pptx").blocks())
        .contains(new Block.PageBreak(1), new Block.PageBreak(3));
  }

  @Test
  void mail_leads_with_its_headers_and_marks_its_attachments() throws Exception {
    ParsedDocument document = read(folder(), "email-equals-attachment-filename.eml");
    assertThat(document.metadata().title()).isEqualTo("Odd filename example");
    assertThat(document.blocks())
        .containsExactly(
            new Block.Paragraph(
                "From: Test User <testuser@example.com> | To: recipient@example.com"
                    + " | Date: 2023-08-13T21:59:56Z | Subject: Odd filename example"),
            new Block.Paragraph("Below is an example of an odd filename"),
            new Block.Attachment("odd=file=name.txt", "text/plain"),
            new Block.Paragraph("Odd filename"));
  }
}
