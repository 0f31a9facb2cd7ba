package dev.freshet.evaluation.answers;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.ranking.Fusion;
import dev.freshet.common.store.Candidate;
import dev.freshet.common.store.Candidates;
import dev.freshet.common.store.PassageKey;
import dev.freshet.evaluation.answers.Squad.Paragraph;
import dev.freshet.evaluation.quality.Bm25;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A few hundred paragraphs, each a passage, searched exactly: what the stores come close to. */
final class SmallIndex {
  private static final int DEPTH = 50;

  private final Embedder embedder;
  private final Bm25 words;
  private final List<Vector> vectors = new ArrayList<>();
  private final Map<PassageKey, Paragraph> byKey = new HashMap<>();
  private final List<PassageKey> keys = new ArrayList<>();

  SmallIndex(List<Paragraph> paragraphs, Embedder embedder) throws Refused {
    this.embedder = embedder;
    this.words = new Bm25(paragraphs.stream().map(Paragraph::text).toList());
    for (Paragraph paragraph : paragraphs) {
      PassageKey key = new PassageKey(paragraph.id());
      List<String> embedded = List.of(paragraph.title() + "\n" + paragraph.text());
      vectors.add(embedder.embed(embedded, Purpose.PASSAGE).getFirst());
      keys.add(key);
      byKey.put(key, paragraph);
    }
  }

  /** The best paragraphs, best first. */
  List<Paragraph> search(String question, int limit) throws Refused {
    Vector asked = embedder.embed(List.of(question), Purpose.QUERY).getFirst();
    double[] scores = words.scores(question);
    List<Candidate> dense = new ArrayList<>();
    List<Candidate> sparse = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      dense.add(new Candidate(keys.get(i), vectors.get(i).dot(asked)));
      if (scores[i] > 0) {
        sparse.add(new Candidate(keys.get(i), scores[i]));
      }
    }
    return Fusion.DEFAULT.fuse(new Candidates(best(dense), best(sparse))).stream()
        .limit(limit)
        .map(ranked -> byKey.get(ranked.key()))
        .toList();
  }

  private static List<Candidate> best(List<Candidate> all) {
    return all.stream()
        .sorted(Comparator.comparingDouble(Candidate::score).reversed())
        .limit(DEPTH)
        .toList();
  }
}
