package dev.freshet.ingest.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Block;
import dev.freshet.common.document.Passage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EditStabilityTest {
  private static final int MAX = 256;

  /** No edit of one sentence was ever seen to change more. */
  private static final int NEVER_MORE = 8;

  private final PassageCutter cutter = WordCounter.cutter(MAX, 0);

  @Test
  void edit_ofPlainParagraphs_changesAtMostThreePassagesNearlyAlways() {
    assertStable(7, false);
  }

  @Test
  void edit_ofOneGiantParagraph_changesAtMostThreePassagesNearlyAlways() {
    assertStable(8, true);
  }

  @Test
  void fill_ofProse_isAboveThreeFifths() {
    RandomText text = new RandomText(new SplittableRandom(5));
    double mean =
        cutter.cut(RandomText.document(text.plain(2000))).stream()
            .mapToInt(Passage::tokens)
            .average()
            .orElseThrow();
    assertThat(mean / MAX).isGreaterThan(.6);
  }

  @Test
  void edit_ofTheTitle_changesOnePassage() {
    RandomText text = new RandomText(new SplittableRandom(6));
    List<Block> before = new ArrayList<>(text.plain(300));
    before.addFirst(new Block.Heading(1, "Handbook of the year"));
    List<Block> after = new ArrayList<>(before);
    after.set(0, new Block.Heading(1, "Handbook of next year"));
    assertThat(changed(cut(before), cut(after))).isEqualTo(1);
  }

  private void assertStable(int seed, boolean giant) {
    SplittableRandom random = new SplittableRandom(seed);
    RandomText text = new RandomText(random);
    int edits = 0;
    int above = 0;
    for (int document = 0; document < 10; document++) {
      List<Block> before =
          giant ? List.of(new Block.Paragraph(text.paragraph(800))) : text.plain(150);
      List<Passage> old = cut(before);
      for (int edit = 0; edit < 60; edit++, edits++) {
        int at =
            switch (edit % 3) {
              case 0 -> 0;
              case 1 -> before.size() - 1;
              default -> random.nextInt(before.size());
            };
        int changed = changed(old, cut(text.edited(before, at)));
        assertThat(changed).isLessThanOrEqualTo(NEVER_MORE);
        above += changed > 3 ? 1 : 0;
      }
    }
    assertThat(above).as("of %s edits", edits).isLessThanOrEqualTo(edits / 100);
  }

  private List<Passage> cut(List<Block> blocks) {
    return cutter.cut(RandomText.document(blocks));
  }

  private static int changed(List<Passage> before, List<Passage> after) {
    Set<String> known = new HashSet<>();
    before.forEach(p -> known.add(p.identity()));
    Set<String> now = new HashSet<>();
    after.forEach(p -> now.add(p.identity()));
    now.removeAll(known);
    return now.size();
  }
}
