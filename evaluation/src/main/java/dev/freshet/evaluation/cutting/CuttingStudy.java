package dev.freshet.evaluation.cutting;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.failure.Refused;
import dev.freshet.evaluation.cutting.SpanScores.Found;
import dev.freshet.evaluation.quality.Progress;
import dev.freshet.evaluation.quality.SmallIndex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Asks every question of the passages of one cutter. */
final class CuttingStudy {
  /** Passages found that count, as in the study by Chroma. */
  static final int FOUND = 5;

  private final SpanCollection collection;
  private final Embedder embedder;

  CuttingStudy(SpanCollection collection, Embedder embedder) {
    this.collection = collection;
    this.embedder = embedder;
  }

  /** Cuts, embeds, asks. */
  SpanScores of(Cutter cutter) throws Refused {
    List<Piece> pieces = cutter.pieces(collection.texts());
    List<SmallIndex.Text> texts = new ArrayList<>();
    for (Piece piece : pieces) {
      texts.add(
          new SmallIndex.Text(Integer.toString(texts.size()), piece.embedded(), piece.embedded()));
    }
    SmallIndex index =
        new SmallIndex(texts, embedder, new Progress(cutter.name() + ": passages")::told);
    SequencedMap<String, double[]> values = new LinkedHashMap<>();
    List<SpanCollection.Question> questions = collection.questions();
    Progress progress = new Progress("questions");
    for (int i = 0; i < questions.size(); i++) {
      SpanCollection.Question question = questions.get(i);
      put(
          values,
          "dense",
          i,
          found(pieces, index.nearest(index.embedded(question.text()), FOUND), question));
      put(values, "hybrid", i, found(pieces, index.search(question.text(), FOUND), question));
      put(values, "ideal", i, ideal(pieces, question));
      progress.told(i + 1, questions.size());
    }
    return new SpanScores(
        cutter.name(),
        pieces.size(),
        pieces.stream().mapToInt(piece -> piece.span().length()).average().orElse(0),
        values);
  }

  private void put(SequencedMap<String, double[]> values, String mode, int at, Found found) {
    put(values, mode + ".recall", at, found.recall());
    put(values, mode + ".precision", at, found.precision());
    put(values, mode + ".iou", at, found.overlap());
  }

  private void put(SequencedMap<String, double[]> values, String name, int at, double value) {
    values.computeIfAbsent(name, _ -> new double[collection.questions().size()])[at] = value;
  }

  private static Found found(
      List<Piece> pieces, List<String> ids, SpanCollection.Question question) {
    List<Piece> found = ids.stream().map(id -> pieces.get(Integer.parseInt(id))).toList();
    int elsewhere =
        found.stream()
            .filter(piece -> !piece.corpus().equals(question.corpus()))
            .mapToInt(piece -> piece.span().length())
            .sum();
    return Found.of(spans(found, question), elsewhere, question.excerpts());
  }

  /** Every passage that holds a piece of the answer, and no other: what no retrieval betters. */
  private static Found ideal(List<Piece> pieces, SpanCollection.Question question) {
    List<Span> spans =
        spans(pieces, question).stream()
            .filter(span -> Span.shared(List.of(span), question.excerpts()) > 0)
            .toList();
    return Found.of(spans, 0, question.excerpts());
  }

  private static List<Span> spans(List<Piece> pieces, SpanCollection.Question question) {
    return pieces.stream()
        .filter(piece -> piece.corpus().equals(question.corpus()))
        .map(Piece::span)
        .toList();
  }
}
