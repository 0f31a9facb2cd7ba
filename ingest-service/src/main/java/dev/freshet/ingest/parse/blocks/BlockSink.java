package dev.freshet.ingest.parse.blocks;

import dev.freshet.common.document.Block;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.text.TextNormaliser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gathers one file's blocks and what the file says about itself: normalises text, drops what is
 * blank, keeps the limits. Every method may throw {@link OverLimit}. Not thread-safe.
 */
public final class BlockSink {
  private static final int MAX_TITLE = 500;
  private static final int MAX_NOTICES = 50;
  private static final int MAX_NOTICE = 500;

  private final Budget budget;
  private final int depth;
  private final List<Block> blocks = new ArrayList<>();
  private final List<BlockSink> inside = new ArrayList<>();
  private final List<String> notices;
  private String title = "";
  private String author = "";
  private int lost;
  private Optional<Instant> created = Optional.empty();
  private Optional<Instant> modified = Optional.empty();

  /**
   * @param limits for the file and all inside it
   * @param fileBytes its size
   */
  public BlockSink(Limits limits, long fileBytes) {
    this(new Budget(limits, fileBytes), 0, new ArrayList<>());
  }

  private BlockSink(Budget budget, int depth, List<String> notices) {
    this.budget = budget;
    this.depth = depth;
    this.notices = notices;
  }

  /**
   * A document inside this one; its blocks follow this one's own.
   *
   * @param name its file name; may be empty
   * @param contentType what was found it is
   */
  public BlockSink embedded(String name, String contentType) {
    budget.embedded(depth + 1);
    BlockSink sink = new BlockSink(budget, depth + 1, notices);
    sink.add(new Block.Attachment(TextNormaliser.normalise(name), contentType), name.length());
    inside.add(sink);
    return sink;
  }

  /** How many bytes may still be unpacked. */
  public long unpackable() {
    return budget.unpackable();
  }

  /** Counts bytes that were unpacked. */
  public void unpacked(long bytes) {
    budget.unpacked(bytes);
  }

  /**
   * So many characters of text are still to come, at least: where they pass the limit, it is said
   * before they take memory.
   */
  public void expect(long characters) {
    budget.expect(characters);
  }

  /** A heading; levels beyond six are six. */
  public void heading(int level, String text) {
    String normal = normalised(text);
    if (!normal.isEmpty()) {
      add(new Block.Heading(Math.clamp(level, 1, 6), normal), normal.length());
    }
  }

  /** One paragraph; line breaks in it are blanks. */
  public void paragraph(String text) {
    String normal = normalised(text);
    if (!normal.isEmpty()) {
      add(new Block.Paragraph(normal), normal.length());
    }
  }

  /** An item of a list. */
  public void listItem(int level, String text) {
    String normal = normalised(text);
    if (!normal.isEmpty()) {
      add(new Block.ListItem(Math.max(1, level), normal), normal.length());
    }
  }

  /** A row of a table; dropped where all its cells are blank. Each cell counts for a character. */
  public void row(List<String> header, List<String> cells) {
    List<String> normal = cells.stream().map(this::normalised).toList();
    if (normal.stream().allMatch(String::isEmpty)) {
      return;
    }
    List<String> names = header.stream().map(TextNormaliser::normalise).toList();
    int length = normal.size() + names.size();
    length += normal.stream().mapToInt(String::length).sum();
    length += names.stream().mapToInt(String::length).sum();
    add(new Block.TableRow(names, normal), length);
  }

  /** Program text or the like; its lines are kept. */
  public void code(String language, String text) {
    // What it loses says nothing of how readable the text is: colours of a terminal, say.
    String normal = TextNormaliser.normaliseLines(text);
    if (!normal.isBlank()) {
      add(new Block.Code(TextNormaliser.normalise(language), normal), normal.length());
    }
  }

  /** A menu, a footer or the like. */
  public void boilerplate(String text) {
    String normal = normalised(text);
    if (!normal.isEmpty()) {
      add(new Block.Boilerplate(normal), normal.length());
    }
  }

  private String normalised(String text) {
    lost += TextNormaliser.lost(text);
    return TextNormaliser.normalise(text);
  }

  /** What follows stands on this page, from 1. */
  public void page(int number) {
    add(new Block.PageBreak(number), 0);
  }

  /** Puts a paragraph before all others, after the attachment's own block. */
  public void leadingParagraph(String text) {
    String normal = TextNormaliser.normalise(text);
    if (!normal.isEmpty()) {
      budget.block(normal.length());
      blocks.add(depth == 0 ? 0 : 1, new Block.Paragraph(normal));
    }
  }

  private void add(Block block, int length) {
    budget.block(length);
    blocks.add(block);
  }

  /** The title, where none was told before. */
  public void title(String text) {
    if (title.isEmpty() && text != null) {
      String normal = TextNormaliser.normalise(text);
      title = normal.length() > MAX_TITLE ? normal.substring(0, MAX_TITLE) : normal;
    }
  }

  /** The title, whatever was told before: a mail's subject goes before its page's title. */
  public void subject(String text) {
    String before = title;
    title = "";
    title(text);
    title = title.isEmpty() ? before : title;
  }

  /** The author, where none was told before. */
  public void author(String text) {
    if (author.isEmpty() && text != null) {
      author = TextNormaliser.normalise(text);
    }
  }

  /** When the file says it was made and changed. */
  public void times(Optional<Instant> made, Optional<Instant> changed) {
    created = created.or(() -> made);
    modified = modified.or(() -> changed);
  }

  /** Something could not be read although the rest could: one sentence. */
  public void notice(String sentence) {
    if (notices.size() < MAX_NOTICES) {
      String normal = TextNormaliser.normalise(sentence);
      notices.add(normal.length() > MAX_NOTICE ? normal.substring(0, MAX_NOTICE) + "…" : normal);
    } else if (notices.size() == MAX_NOTICES) {
      notices.add("More could not be read.");
    }
  }

  /**
   * All that was gathered: this document's blocks, then those of the documents inside. Without a
   * title, the first heading stands in for it.
   */
  public ParsedDocument document(Source source) {
    List<Block> all = new ArrayList<>();
    gather(all);
    return new ParsedDocument(
        Metadata.NONE
            .withTitle(foundTitle())
            .withContentType(source.contentType())
            .withFile(author, created, modified)
            .withBytes(source.content().size()),
        all,
        notices,
        allLost(),
        List.of(),
        Optional.empty());
  }

  private int allLost() {
    return lost + inside.stream().mapToInt(BlockSink::allLost).sum();
  }

  private void gather(List<Block> all) {
    all.addAll(blocks);
    inside.forEach(sink -> sink.gather(all));
  }

  private String foundTitle() {
    if (title.isEmpty() && blocks.isEmpty() && !inside.isEmpty()) {
      // A box of mails, an archive: its first document speaks for it.
      return inside.getFirst().foundTitle();
    }
    return title.isEmpty() ? firstHeading() : title;
  }

  private String firstHeading() {
    return blocks.stream()
        .filter(Block.Heading.class::isInstance)
        .map(block -> ((Block.Heading) block).text())
        .findFirst()
        .map(text -> text.length() > MAX_TITLE ? text.substring(0, MAX_TITLE) : text)
        .orElse("");
  }
}
