package dev.freshet.ingest.quality;

import dev.freshet.common.document.Block;
import java.util.List;

/** The text of a document's blocks, as far as it is looked at. */
final class Prose {
  /** Of a document no more is looked at, so that the time it takes is bounded. */
  static final int MAX_CHARACTERS = 1_000_000;

  private Prose() {}

  /**
   * What a person reads: headings, paragraphs, lists and tables, a line each; without program text
   * and without what is on every page.
   */
  static String read(List<Block> blocks) {
    return text(blocks, false);
  }

  /** The same with program text: everything that is retrieved. */
  static String retrieved(List<Block> blocks) {
    return text(blocks, true);
  }

  private static String text(List<Block> blocks, boolean code) {
    StringBuilder all = new StringBuilder();
    for (Block block : blocks) {
      String text = block instanceof Block.Code && !code ? "" : text(block);
      int left = MAX_CHARACTERS - all.length();
      if (left <= 0) {
        break;
      }
      if (!text.isEmpty()) {
        all.append(text, 0, Math.min(left, text.length())).append('\n');
      }
    }
    return all.toString();
  }

  /** Empty where a block is none of the text. */
  static String text(Block block) {
    return switch (block) {
      case Block.Heading(_, String text) -> text;
      case Block.Paragraph(String text) -> text;
      case Block.ListItem(_, String text) -> text;
      case Block.TableRow(_, List<String> cells) -> String.join(" | ", cells);
      case Block.Code(_, String text) -> text;
      case Block.PageBreak _, Block.Attachment _, Block.Boilerplate _ -> "";
    };
  }
}
