package dev.freshet.evaluation.answers;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.ranking.Fusion;
import dev.freshet.common.store.Candidate;
import dev.freshet.common.store.Candidates;
import dev.freshet.common.store.PassageKey;
import dev.freshet.common.text.TextAnalysis;
import dev.freshet.evaluation.answers.Squad.Paragraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A few hundred paragraphs, each a passage, searched exactly: what the stores come close to. */
final class SmallIndex {
  private static final int DEPTH = 50;
  private static final double K1 = 1.2;
  private static final double B = .75;

  private final Embedder embedder;
  private final TextAnalysis analysis = new TextAnalysis();
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Integer> having = new HashMap<>();
  private final Map<PassageKey, Paragraph> byKey = new HashMap<>();
  private double length;

  private record Entry(PassageKey key, Vector vector, Map<String, Integer> counts, int terms) {}

  SmallIndex(List<Paragraph> paragraphs, Embedder embedder) throws Refused {
    this.embedder = embedder;
    for (Paragraph paragraph : paragraphs) {
      Map<String, Integer> counts = new HashMap<>();
      analysis.terms(paragraph.text()).forEach(term -> counts.merge(term.text(), 1, Integer::sum));
      int terms = counts.values().stream().mapToInt(Integer::intValue).sum();
      PassageKey key = new PassageKey(paragraph.id());
      Vector vector =
          embedder
              .embed(List.of(paragraph.title() + "\n" + paragraph.text()), Purpose.PASSAGE)
              .getFirst();
      entries.add(new Entry(key, vector, counts, terms));
      counts.keySet().forEach(term -> having.merge(term, 1, Integer::sum));
      byKey.put(key, paragraph);
      length += (double) terms / paragraphs.size();
    }
  }

  /** The best paragraphs, best first. */
  List<Paragraph> search(String question, int limit) throws Refused {
    Vector asked = embedder.embed(List.of(question), Purpose.QUERY).getFirst();
    List<String> terms = analysis.queryTerms(question);
    List<Candidate> dense = new ArrayList<>();
    List<Candidate> sparse = new ArrayList<>();
    for (Entry entry : entries) {
      dense.add(new Candidate(entry.key(), entry.vector().dot(asked)));
      double score = terms.stream().mapToDouble(term -> bm25(term, entry)).sum();
      if (score > 0) {
        sparse.add(new Candidate(entry.key(), score));
      }
    }
    return Fusion.DEFAULT.fuse(new Candidates(best(dense), best(sparse))).stream()
        .limit(limit)
        .map(ranked -> byKey.get(ranked.key()))
        .toList();
  }

  private double bm25(String term, Entry entry) {
    int count = entry.counts().getOrDefault(term, 0);
    int documents = having.getOrDefault(term, 0);
    double rarity = Math.log(1 + (entries.size() - documents + .5) / (documents + .5));
    return rarity * count / (count + K1 * (1 - B + B * entry.terms() / length));
  }

  private static List<Candidate> best(List<Candidate> all) {
    return all.stream()
        .sorted(Comparator.comparingDouble(Candidate::score).reversed())
        .limit(DEPTH)
        .toList();
  }
}
