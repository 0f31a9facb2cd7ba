package dev.freshet.ingest.embed;

import dev.freshet.common.document.Block;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.ParsedDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Documents and edits out of a seed. */
final class RandomText {
  private final RandomGenerator random;

  RandomText(RandomGenerator random) {
    this.random = random;
  }

  static ParsedDocument document(List<Block> blocks) {
    return new ParsedDocument(Metadata.NONE, blocks, List.of());
  }

  String word() {
    int length = 2 + random.nextInt(8);
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }

  /** 6 to 35 words. */
  String sentence() {
    StringBuilder sentence = new StringBuilder("The");
    int words = 5 + random.nextInt(30);
    for (int i = 0; i < words; i++) {
      sentence.append(' ').append(word());
    }
    return sentence.append('.').toString();
  }

  String paragraph(int sentences) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < sentences; i++) {
      all.add(sentence());
    }
    return String.join(" ", all);
  }

  /** Paragraphs of 1 to 8 sentences and no headings. */
  List<Block> plain(int paragraphs) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < paragraphs; i++) {
      blocks.add(new Block.Paragraph(paragraph(1 + random.nextInt(8))));
    }
    return blocks;
  }

  /** Everything a document can hold. */
  List<Block> mixed(int blocks) {
    List<Block> all = new ArrayList<>();
    for (int i = 0; i < blocks; i++) {
      all.add(block(i));
    }
    return all;
  }

  private Block block(int i) {
    return switch (random.nextInt(14)) {
      case 0 -> new Block.Heading(1 + random.nextInt(4), word() + " " + word() + " " + i);
      case 1 -> new Block.PageBreak(i + 1);
      case 2, 3 -> new Block.ListItem(1 + random.nextInt(3), sentence());
      case 4, 5 ->
          new Block.TableRow(List.of("name", "place"), List.of(word() + " " + i, sentence()));
      case 6 -> new Block.Code("java", word() + " {\n  " + word() + ";\n\n}\n");
      case 7 -> new Block.Boilerplate("menu" + i);
      case 8 ->
          random.nextInt(6) == 0
              ? new Block.Attachment(word() + ".pdf", "application/pdf")
              : new Block.Paragraph(word());
      default -> new Block.Paragraph(paragraph(1 + random.nextInt(9)));
    };
  }

  /**
   * The paragraphs with one word or one sentence inserted, deleted or replaced in the one given.
   */
  List<Block> edited(List<Block> blocks, int at) {
    List<Block> edited = new ArrayList<>(blocks);
    Block.Paragraph paragraph = (Block.Paragraph) blocks.get(at);
    boolean sentences = random.nextBoolean();
    String between = sentences ? "(?<=\\.) " : " ";
    List<String> parts = new ArrayList<>(List.of(paragraph.text().split(between, -1)));
    int place = random.nextInt(parts.size());
    switch (random.nextInt(3)) {
      case 0 -> parts.add(place, sentences ? sentence() : word());
      case 1 -> parts.set(place, sentences ? sentence() : word());
      default -> parts.remove(place);
    }
    if (parts.isEmpty()) {
      edited.remove(at);
    } else {
      edited.set(at, new Block.Paragraph(String.join(" ", parts)));
    }
    return edited;
  }
}
