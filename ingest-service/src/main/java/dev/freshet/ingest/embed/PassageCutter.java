package dev.freshet.ingest.embed;

import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.document.Passage;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a document into passages. A pure function of the document, the generation and the tokenizer.
 *
 * <p>The document is read into sections, one under each heading ({@link Outline}); each block into
 * units that are never divided: sentences, rows, lines ({@link Units}); and each section is cut
 * between units where the content itself says so ({@link Borders}). An edit therefore changes the
 * passages it touches and seldom a neighbour, wherever in the document it is made. Borders prefer a
 * page to a paragraph to a sentence; a passage never reaches across a heading.
 *
 * <p>Time and memory grow with the document's length, n log n in its units. The tokenizer sees
 * every unit once and every passage once.
 */
public final class PassageCutter {
  /** The model's own start and end mark, which its limit counts and its tokenizer does not. */
  private static final int MARKS = 2;

  private final Generation generation;
  private final Tokenizer tokenizer;
  private final int maxTokens;

  /**
   * @param generation gives the settings and the passages' identities
   * @param tokenizer the generation's model's own
   */
  public PassageCutter(Generation generation, Tokenizer tokenizer) {
    this.generation = generation;
    this.tokenizer = tokenizer;
    this.maxTokens =
        Math.min(generation.passages().maxTokens(), generation.model().maxTokens() - MARKS);
  }

  /** The document's passages in order; none where it holds no content. */
  public List<Passage> cut(ParsedDocument document) {
    return cutAtMost(Integer.MAX_VALUE, document).orElseThrow();
  }

  /**
   * The document's passages in order, where there are not too many: that is seen long before they
   * are all cut.
   */
  Optional<List<Passage>> cutAtMost(int most, ParsedDocument document) {
    Optional<List<Section>> sections = Outline.of(document.blocks(), tokenizer, maxTokens, most);
    if (sections.isEmpty()) {
      return Optional.empty();
    }
    List<Passage> passages = new ArrayList<>();
    for (Section section : sections.get()) {
      int overlap = Math.min(generation.passages().overlapTokens(), section.budget() / 2);
      List<Integer> borders = Borders.of(section.units(), section.budget() - overlap);
      for (int i = 1; i < borders.size(); i++) {
        int from = overlapped(section, borders.get(i - 1), borders.get(i), overlap);
        add(passages, section, from, borders.get(i));
        if (passages.size() > most) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(passages);
  }

  /** Goes back over whole units before the border while they fit the overlap and the passage. */
  private static int overlapped(Section section, int border, int end, int overlap) {
    List<Unit> units = section.units();
    int weight = units.subList(border, end).stream().mapToInt(Unit::weight).sum();
    int room = Math.min(overlap, section.budget() - weight);
    int from = border;
    while (from > 0 && units.get(from - 1).weight() <= room) {
      from--;
      room -= units.get(from).weight();
    }
    return from;
  }

  private void add(List<Passage> passages, Section section, int from, int to) {
    List<Unit> units = section.units().subList(from, to);
    String text = text(units);
    String embedded = Passage.embedded(section.path(), text);
    int tokens = tokenizer.count(embedded);
    if (tokens > maxTokens && units.size() > 1) {
      int middle = (from + to) >>> 1;
      add(passages, section, from, middle);
      add(passages, section, middle, to);
      return;
    }
    int page = units.getFirst().page();
    passages.add(
        new Passage(
            generation.passageIdentity(embedded),
            passages.size(),
            section.path(),
            page > 0 ? Optional.of(page) : Optional.empty(),
            text,
            tokens));
  }

  private static String text(List<Unit> units) {
    StringBuilder text = new StringBuilder(units.getFirst().text());
    for (Unit unit : units.subList(1, units.size())) {
      text.append(unit.joint()).append(unit.text());
    }
    return text.toString();
  }
}
