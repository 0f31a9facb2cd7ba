package dev.freshet.ingest.embed;

import dev.freshet.common.document.Block;
import dev.freshet.common.embed.Tokenizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Reads blocks into sections. A heading travels with the passages below it; one with nothing below
 * it, or too long to travel, is told once as text, so that no word of the document is lost.
 */
final class Outline {
  /** The most of a passage that its headings may take. */
  private static final int PATH_SHARE = 4;

  private static final String BETWEEN = " > ";

  private final Tokenizer tokenizer;
  private final int maxTokens;
  private final int mostPassages;
  private final List<Section> sections = new ArrayList<>();
  private final Deque<Node> above = new ArrayDeque<>();
  private Node root = new Node(0, "");
  private Node current;
  private int page;
  private int filled;
  private long weight;
  private boolean over;

  /** A heading or an attachment; told once it stands in some passage. */
  private static final class Node {
    private final int level;
    private final String text;
    private boolean told;

    Node(int level, String text) {
      this.level = level;
      this.text = text;
      this.told = text.isBlank();
    }
  }

  private Outline(Tokenizer tokenizer, int maxTokens, int mostPassages) {
    this.mostPassages = mostPassages;
    this.tokenizer = tokenizer;
    this.maxTokens = maxTokens;
  }

  /**
   * The document's sections in order, none empty.
   *
   * @param mostPassages that matter
   * @return empty where it surely comes to more passages; the rest of it is not read then
   */
  static Optional<List<Section>> of(
      List<Block> blocks, Tokenizer tokenizer, int maxTokens, int mostPassages) {
    Outline outline = new Outline(tokenizer, maxTokens, mostPassages);
    boolean onlyHeadings = blocks.stream().noneMatch(Outline::isContent);
    Optional<Block.Heading> title = Titles.of(blocks);
    for (Block block : blocks) {
      if (block instanceof Block.Heading h
          && (onlyHeadings || title.filter(h::equals).isPresent())) {
        outline.add(block);
      } else {
        outline.read(block);
      }
      if (outline.over) {
        return Optional.empty();
      }
    }
    outline.close(0);
    outline.tellRoot();
    outline.sections.removeIf(section -> section.units().isEmpty());
    return Optional.of(outline.sections);
  }

  /**
   * Whether it surely comes to more passages than matter: none reaches from one section into
   * another, and none holds more than so many tokens.
   */
  private boolean isOver() {
    return filled > mostPassages || weight / maxTokens > mostPassages;
  }

  /**
   * Words and signs, each a token or nearly: seen without the tokenizer, for a block may be the
   * whole document.
   */
  private static long words(Block block) {
    return switch (block) {
      case Block.Heading(int _, String text) -> words(text);
      case Block.Paragraph(String text) -> words(text);
      case Block.ListItem(int _, String text) -> words(text);
      case Block.Code(String _, String text) -> words(text);
      case Block.TableRow row -> TableRows.cells(row).stream().mapToLong(Outline::words).sum();
      case Block.PageBreak _, Block.Attachment _, Block.Boilerplate _ -> 0;
    };
  }

  private static long words(String text) {
    long words = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      boolean letter = Character.isLetterOrDigit(text.charAt(i));
      boolean blank = Character.isWhitespace(text.charAt(i));
      words += (letter && !inside) || (!letter && !blank) ? 1 : 0;
      inside = letter;
    }
    return words;
  }

  static boolean isContent(Block block) {
    return switch (block) {
      case Block.Paragraph _, Block.ListItem _, Block.TableRow _, Block.Code _ -> true;
      case Block.Heading _, Block.PageBreak _, Block.Attachment _, Block.Boilerplate _ -> false;
    };
  }

  private void read(Block block) {
    switch (block) {
      case Block.Heading(int level, String text) -> {
        close(level);
        above.addLast(new Node(level, text));
      }
      case Block.PageBreak(int number) -> page = number;
      case Block.Attachment(String name, String _) -> {
        close(0);
        tellRoot();
        root = new Node(0, name);
      }
      case Block.Boilerplate _ -> {}
      case Block.Paragraph _, Block.ListItem _, Block.TableRow _, Block.Code _ -> add(block);
    }
  }

  /** Leaves the headings of this level and deeper; what nothing stood below is told as text. */
  private void close(int level) {
    while (!above.isEmpty() && above.getLast().level >= level) {
      Node left = above.removeLast();
      tell(left);
    }
  }

  private void tellRoot() {
    tell(root);
  }

  private void tell(Node node) {
    if (!node.told) {
      node.told = true;
      add(new Block.Heading(1, node.text));
    }
  }

  private void add(Block block) {
    Node here = above.isEmpty() ? root : above.getLast();
    if (here != current) {
      current = here;
      begin();
    }
    append(block);
  }

  private void append(Block block) {
    if ((weight + words(block)) / maxTokens > mostPassages) {
      over = true;
      return;
    }
    Section section = sections.getLast();
    List<Unit> units = new Units(tokenizer, section.budget(), page).of(block);
    filled += section.units().isEmpty() && !units.isEmpty() ? 1 : 0;
    for (Unit unit : units) {
      weight += unit.weight();
      boolean turned = !section.units().isEmpty() && section.units().getLast().page() != page;
      section
          .units()
          .add(
              turned
                  ? new Unit(
                      unit.text(),
                      unit.weight(),
                      Unit.Border.PAGE,
                      unit.joint(),
                      unit.page(),
                      unit.hash())
                  : unit);
    }
    over |= isOver();
  }

  /** Keeps the innermost headings that fit; the others are told as text at first. */
  private void begin() {
    List<Node> nodes = new ArrayList<>(above);
    nodes.addFirst(root);
    List<String> path = new ArrayList<>();
    List<Node> untold = new ArrayList<>();
    int tokens = 0;
    boolean full = false;
    for (Node node : nodes.reversed()) {
      boolean tooLong = node.text.length() > 12 * maxTokens;
      int more = tooLong ? maxTokens : tokenizer.count(node.text + BETWEEN);
      full |= tooLong || tokens + more > maxTokens / PATH_SHARE;
      if (!full && !node.text.isBlank()) {
        path.addFirst(node.text);
        tokens += more;
        node.told = true;
      } else if (!node.told) {
        untold.addFirst(node);
      }
    }
    sections.add(new Section(List.copyOf(path), maxTokens - tokens));
    for (Node node : untold) {
      node.told = true;
      append(new Block.Heading(1, node.text));
    }
  }
}
