package dev.freshet.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Block;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmptyPartsTest {
  private static final Block TEXT = new Block.Paragraph("More than a page number.");

  private static Block page(int number) {
    return new Block.PageBreak(number);
  }

  @Test
  void pagesWithoutText_areCounted_alsoThoseWithNoMoreThanTheirNumber() {
    var parts =
        EmptyParts.of(
            List.of(
                page(1), TEXT, page(2), page(3), new Block.Paragraph("- 3 -"), page(4), page(5)));
    assertThat(parts).isEqualTo(new EmptyParts(4, 5, true));
    assertThat(parts.share()).isEqualTo(0.8);
    assertThat(parts.words()).isEqualTo("4 of 5 pages");
  }

  @Test
  void fullPages_areNotEmpty_whateverTheyAreFilledWith() {
    assertThat(
            EmptyParts.of(
                List.of(
                    page(1),
                    new Block.TableRow(List.of(), List.of("revenue", "12,000")),
                    page(2),
                    new Block.Code("", "int x = 42;"),
                    page(3),
                    new Block.Boilerplate("This page is left blank."))))
        .isEqualTo(new EmptyParts(0, 3, true));
  }

  @Test
  void pagesOfADocumentInside_countWithIt() {
    assertThat(
            EmptyParts.of(
                List.of(TEXT, new Block.Attachment("a.pdf", "application/pdf"), page(1), page(2))))
        .isEqualTo(new EmptyParts(2, 2, true));
  }

  @Test
  void headingsWithNothingBelow_areEmptySections_butNotTitlesOfDeeperOnes() {
    Block title = new Block.Heading(1, "Handbook");
    Block section = new Block.Heading(2, "Travel");
    assertThat(EmptyParts.of(List.of(title, section, TEXT, section, section)))
        .isEqualTo(new EmptyParts(2, 4, false));
    assertThat(EmptyParts.of(List.of(title, section, TEXT)).share()).isZero();
  }

  @Test
  void nothingAtAll_isNotEmptyPages() {
    assertThat(EmptyParts.of(List.of()).share()).isZero();
    assertThat(EmptyParts.of(List.of(TEXT)).share()).isZero();
  }
}
