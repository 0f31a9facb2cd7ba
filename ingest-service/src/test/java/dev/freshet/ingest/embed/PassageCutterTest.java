package dev.freshet.ingest.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Block;
import dev.freshet.common.document.Passage;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.ModelIdentity;
import dev.freshet.common.embed.PassageSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PassageCutterTest {
  private final PassageCutter cutter = WordCounter.cutter(64, 0);

  private List<Passage> cut(Block... blocks) {
    return cutter.cut(RandomText.document(List.of(blocks)));
  }

  private static List<String> texts(List<Passage> passages) {
    return passages.stream().map(Passage::text).toList();
  }

  @Test
  void document_withoutContent_hasNoPassages() {
    assertThat(cut()).isEmpty();
    assertThat(cut(new Block.PageBreak(1), new Block.Boilerplate("menu"))).isEmpty();
  }

  @Test
  void document_ofHeadingsOnly_isOnePassageWithThem() {
    List<Passage> passages =
        cut(new Block.Heading(1, "A"), new Block.Heading(2, "B"), new Block.Heading(1, "C"));
    assertThat(texts(passages)).containsExactly("A\nB\nC");
    assertThat(passages.getFirst().headingPath()).isEmpty();
  }

  @Test
  void heading_travelsWithThePassagesBelowIt_andNoneReachesAcross() {
    List<Passage> passages =
        cut(
            new Block.Heading(1, "One"),
            new Block.Heading(2, "Deep"),
            new Block.Paragraph("First."),
            new Block.Heading(1, "Two"),
            new Block.Paragraph("Second."));
    assertThat(passages)
        .extracting(Passage::embedded)
        .containsExactly("One > Deep\nFirst.", "Two\nSecond.");
  }

  @Test
  void tableRow_isSaidWithItsHeaderAndStaysWhole() {
    assertThat(
            texts(
                cut(
                    new Block.TableRow(List.of("Name", "Age"), List.of("Ann", "4")),
                    new Block.TableRow(List.of("Name", "Age"), List.of("Ben", " ")))))
        .containsExactly("Name: Ann; Age: 4\nName: Ben");
  }

  @Test
  void attachment_startsAnewUnderItsName() {
    List<Passage> passages =
        cut(
            new Block.Paragraph("Letter."),
            new Block.Attachment("terms.pdf", "application/pdf"),
            new Block.Paragraph("Terms."));
    assertThat(passages)
        .extracting(Passage::embedded)
        .containsExactly("Letter.", "terms.pdf\nTerms.");
  }

  @Test
  void passage_hasThePageItBeginsOn() {
    List<Passage> passages =
        cut(new Block.PageBreak(3), new Block.Paragraph("Here."), new Block.PageBreak(4));
    assertThat(passages.getFirst().page()).isEqualTo(Optional.of(3));
  }

  @Test
  void oneBlockOfFarTooManyWords_isSeenAtOnce() {
    var asked = new AtomicInteger();
    var words = new WordCounter();
    var cutter =
        new PassageCutter(
            new Generation(
                new ModelIdentity("words", 4, 514, "words-1"), new PassageSettings(32, 0)),
            text -> {
              asked.incrementAndGet();
              return words.count(text);
            });
    var document = RandomText.document(List.of(new Block.Paragraph("*a ".repeat(100_000))));
    assertThat(cutter.cutAtMost(256, document)).isEmpty();
    assertThat(asked.get()).isLessThan(10);
    assertThat(cutter.cutAtMost(100_000, document)).isPresent();
  }

  @Test
  void giantWord_isDivided_andNothingIsLost() {
    String word = "a".repeat(10_000);
    List<Passage> passages = cut(new Block.Paragraph(word));
    assertThat(passages).hasSizeGreaterThan(5);
    assertThat(String.join("", texts(passages))).isEqualTo(word);
  }

  @Test
  void repeatedParagraphs_haveOrdinalsOfTheirOwn() {
    List<Passage> passages =
        cutter.cut(
            RandomText.document(
                Collections.nCopies(500, new Block.Paragraph("The same again and again."))));
    assertThat(passages).hasSizeGreaterThan(10);
    for (int i = 0; i < passages.size(); i++) {
      assertThat(passages.get(i).ordinal()).isEqualTo(i);
    }
  }

  @Test
  void overlap_repeatsWholeSentences() {
    SplittableRandom random = new SplittableRandom(3);
    Block paragraph = new Block.Paragraph(new RandomText(random).paragraph(40));
    List<Passage> passages =
        WordCounter.cutter(128, 40).cut(RandomText.document(List.of(paragraph)));
    for (int i = 1; i < passages.size(); i++) {
      String first = Sentences.of(passages.get(i).text()).getFirst();
      assertThat(passages.get(i - 1).text()).contains(first);
    }
  }

  @Test
  void sentences_endNeitherAtAbbreviationsNorAtNumbers() {
    assertThat(Sentences.of("Dr. Who paid 3.5 euros, e.g. cash. \"Why?\" He left! J. Doe stayed."))
        .containsExactly(
            "Dr. Who paid 3.5 euros, e.g. cash.", "\"Why?\"", "He left!", "J. Doe stayed.");
  }

  @RepeatedTest(60)
  void anyDocument_isCutWithoutLossInOrderWithinTheLimit(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    List<Block> blocks = new RandomText(random).mixed(random.nextInt(120));
    List<Passage> passages = cutter.cut(RandomText.document(blocks));
    assertThat(cutter.cut(RandomText.document(blocks))).isEqualTo(passages);
    assertThat(cutter.cutAtMost(passages.size(), RandomText.document(blocks))).contains(passages);
    if (!passages.isEmpty()) {
      assertThat(cutter.cutAtMost(passages.size() - 1, RandomText.document(blocks))).isEmpty();
    }
    assertThat(passages).allSatisfy(p -> assertThat(p.tokens()).isBetween(1, 64));
    assertThat(passages)
        .allSatisfy(p -> assertThat(new WordCounter().count(p.embedded())).isEqualTo(p.tokens()));
    assertNothingLost(blocks, passages);
  }

  private static void assertNothingLost(List<Block> blocks, List<Passage> passages) {
    String all = String.join(" ", texts(passages)).replaceAll("\\s+", " ");
    List<String> paths = new ArrayList<>();
    passages.forEach(p -> paths.addAll(p.headingPath()));
    int from = 0;
    for (Block block : blocks) {
      if (block instanceof Block.Paragraph(String text)) {
        int at = all.indexOf(text, from);
        assertThat(at).as(text).isGreaterThanOrEqualTo(0);
        from = at + text.length();
      } else if (block instanceof Block.Heading(int _, String text)) {
        assertThat(all.contains(text) || paths.contains(text)).as(text).isTrue();
      } else if (block instanceof Block.Boilerplate(String text)) {
        assertThat(all).doesNotContain(text + " ");
      }
    }
  }
}
