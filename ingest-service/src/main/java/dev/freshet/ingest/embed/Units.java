package dev.freshet.ingest.embed;

import dev.freshet.common.document.Block;
import dev.freshet.common.embed.Tokenizer;
import dev.freshet.common.text.StableHash;
import java.util.ArrayList;
import java.util.List;

/** Divides a block into units that each fit a passage. */
final class Units {
  /**
   * Text with more letters a token than this is no language (a word unknown to the model counts one
   * token whatever its length); it weighs by its letters, so that no passage is endless.
   */
  private static final int LETTERS_A_TOKEN = 12;

  /** A word without blanks longer than this is divided. */
  private static final int LONGEST_WORD = 120;

  private final Tokenizer tokenizer;
  private final int budget;
  private final int page;
  private final List<Unit> units = new ArrayList<>();

  /**
   * @param budget the most weight of a unit
   * @param page where the block stands
   */
  Units(Tokenizer tokenizer, int budget, int page) {
    this.tokenizer = tokenizer;
    this.budget = budget;
    this.page = page;
  }

  /** The units of a block that has text; none of one that has none. */
  List<Unit> of(Block block) {
    switch (block) {
      case Block.Heading(int _, String text) -> prose(text);
      case Block.Paragraph(String text) -> prose(text);
      case Block.ListItem(int depth, String text) -> item(depth, text);
      case Block.TableRow row -> row(TableRows.cells(row));
      case Block.Code(String _, String text) -> code(text);
      case Block.PageBreak _, Block.Attachment _, Block.Boilerplate _ -> {}
    }
    return units;
  }

  private void prose(String text) {
    for (String sentence : Sentences.of(text)) {
      add(sentence, units.isEmpty() ? "\n" : " ", place(Unit.Border.SENTENCE));
    }
  }

  /** An item that fits stays whole. */
  private void item(int depth, String text) {
    if (text.isBlank()) {
      return;
    }
    String whole = "  ".repeat(Math.clamp(depth - 1, 0, 8)) + "- " + text.strip();
    if (weight(whole) <= budget) {
      add(whole, "\n", Unit.Border.BLOCK);
    } else {
      prose(whole);
    }
  }

  /** A row that fits stays whole; another is divided between its cells. */
  private void row(List<String> cells) {
    String whole = String.join("; ", cells);
    if (whole.isBlank()) {
      return;
    }
    if (weight(whole) <= budget) {
      add(whole, "\n", Unit.Border.BLOCK);
    } else {
      cells.forEach(cell -> add(cell, "\n", place(Unit.Border.SENTENCE)));
    }
  }

  private void code(String text) {
    String joint = "\n";
    for (String line : text.split("\n", -1)) {
      if (line.isBlank()) {
        joint = "\n\n";
      } else {
        add(line.stripTrailing(), joint, place(Unit.Border.SENTENCE));
        joint = "\n";
      }
    }
  }

  private Unit.Border place(Unit.Border inside) {
    return units.isEmpty() ? Unit.Border.BLOCK : inside;
  }

  private void add(String text, String joint, Unit.Border border) {
    int weight = weight(text);
    if (weight <= budget) {
      units.add(new Unit(text, weight, border, joint, page, StableHash.of(text)));
    } else {
      words(text, joint, border);
    }
  }

  private void words(String text, String joint, Unit.Border border) {
    String before = joint;
    Unit.Border place = border;
    for (String word : text.strip().split("\\s+", -1)) {
      for (int start = 0; start < word.length(); ) {
        int end = partEnd(word, start);
        String part = word.substring(start, end);
        int weight = Math.min(budget, weight(part));
        units.add(new Unit(part, weight, place, before, page, StableHash.of(part)));
        before = "";
        place = Unit.Border.WORD;
        start = end;
      }
      before = " ";
    }
  }

  /** Never between the two halves of a code point. */
  private int partEnd(String word, int start) {
    int end = Math.min(word.length(), start + LONGEST_WORD);
    while (end - start > 2 && weight(word.substring(start, end)) > budget) {
      end = start + (end - start) / 2;
    }
    boolean halved = end < word.length() && Character.isLowSurrogate(word.charAt(end));
    return halved ? end - 1 > start ? end - 1 : end + 1 : end;
  }

  /**
   * What is too long by its letters alone is not given to the tokenizer: it takes memory for it.
   */
  private int weight(String text) {
    int letters = text.length() / LETTERS_A_TOKEN;
    return letters > budget ? letters : Math.max(tokenizer.count(text), letters);
  }
}
