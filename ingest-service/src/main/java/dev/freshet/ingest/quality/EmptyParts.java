package dev.freshet.ingest.quality;

import dev.freshet.common.document.Block;
import java.util.List;

/**
 * How many of a document's pages hold no text, as scans without text recognition do; where it has
 * no pages, how many of its sections are a heading and nothing else. Pages and slides are those
 * that the reader told; of a document inside another they count with it.
 *
 * @param empty how many are
 * @param all of how many
 * @param pages whether they are pages
 */
record EmptyParts(int empty, int all, boolean pages) {
  /** A page number or a lone mark is no text. */
  private static final int FEWEST_CHARACTERS = 10;

  static EmptyParts of(List<Block> blocks) {
    return blocks.stream().anyMatch(Block.PageBreak.class::isInstance)
        ? pages(blocks)
        : sections(blocks);
  }

  private static EmptyParts pages(List<Block> blocks) {
    int all = 0;
    int empty = 0;
    int characters = 0;
    boolean begun = false;
    for (Block block : blocks) {
      if (block instanceof Block.PageBreak || block instanceof Block.Attachment) {
        empty += begun && characters < FEWEST_CHARACTERS ? 1 : 0;
        begun = block instanceof Block.PageBreak;
        all += begun ? 1 : 0;
        characters = 0;
      } else {
        characters += length(block);
      }
    }
    empty += begun && characters < FEWEST_CHARACTERS ? 1 : 0;
    return new EmptyParts(empty, all, true);
  }

  private static int length(Block block) {
    return block instanceof Block.Boilerplate(String text)
        ? text.length()
        : Prose.text(block).length();
  }

  /** A heading right before a deeper one is the title of what follows, and not empty. */
  private static EmptyParts sections(List<Block> blocks) {
    int all = 0;
    int empty = 0;
    int open = 0;
    for (Block block : blocks) {
      if (block instanceof Block.Heading(int level, _)) {
        all++;
        empty += open >= level ? 1 : 0;
        open = level;
      } else if (!Prose.text(block).isEmpty()) {
        open = 0;
      }
    }
    empty += open > 0 ? 1 : 0;
    return new EmptyParts(empty, all, false);
  }

  /** 0 to 1; 0 of what has no parts. */
  double share() {
    return all == 0 ? 0 : (double) empty / all;
  }

  String words() {
    return empty + " of " + all + (pages ? " pages" : " sections");
  }
}
