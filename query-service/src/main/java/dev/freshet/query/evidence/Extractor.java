package dev.freshet.query.evidence;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.text.TextAnalysis;
import dev.freshet.common.text.TextNormaliser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the sentences of sources that answer a question best. Rare words of the question count more
 * than frequent ones, by how many of the sentences at hand have them: a word that none has counts
 * most, so that what is asked for and not there speaks against an answer. Safe to use from several
 * threads.
 */
public final class Extractor {
  /** How many sentences are looked at. */
  private static final int MAX_SENTENCES = 2000;

  /** Of how many the meaning is compared: each costs a call to the model. */
  private static final int EMBEDDED = 8;

  /** Characters of a sentence that are embedded and quoted; a longer one is cut there. */
  private static final int LONGEST = 1000;

  private final TextAnalysis analysis;

  /**
   * @param analysis of questions and sources
   */
  public Extractor(TextAnalysis analysis) {
    this.analysis = analysis;
  }

  /** A sentence by its words alone. */
  private record Found(int source, String sentence, double words, double around, double names) {
    double rank() {
      return words + around / 2;
    }
  }

  /**
   * The best sentences, the most probable first, at most 8; none where the sources have none.
   *
   * @throws dev.freshet.common.failure.Outage where the embedder does not answer
   */
  public List<Quote> quotes(String question, List<Source> sources, Embedder embedder) {
    List<Found> best =
        byWords(question, sources).stream()
            .sorted(Comparator.comparingDouble(Found::rank).reversed())
            .limit(EMBEDDED)
            .toList();
    if (best.isEmpty()) {
      return List.of();
    }
    List<Double> meanings = meanings(question, best, embedder);
    Expected expected = Expected.of(question);
    Set<String> asked = new HashSet<>(Claims.words(question));
    List<Quote> quotes = new ArrayList<>();
    for (int i = 0; i < best.size(); i++) {
      Found found = best.get(i);
      double kind = expected.in(found.sentence(), asked) ? 1 : 0;
      quotes.add(
          new Quote(
              found.source(),
              found.sentence(),
              new Signals(found.words(), found.around(), found.names(), meanings.get(i), kind)));
    }
    quotes.sort(Comparator.comparingDouble(Quote::confidence).reversed());
    return quotes;
  }

  /** A sentence and where it stands. */
  private record Placed(int source, String sentence, Set<String> terms, Set<String> passage) {}

  private List<Found> byWords(String question, List<Source> sources) {
    List<Placed> placed = placed(sources);
    Map<String, Double> weights = weights(analysis.queryTerms(question), placed);
    Claims claims = Claims.of(question);
    Set<String> named = new HashSet<>();
    claims.names().forEach(name -> named.addAll(analysis.queryTerms(name)));
    claims.numbers().forEach(number -> named.addAll(analysis.queryTerms(number)));
    Map<String, Found> found = new LinkedHashMap<>();
    for (Placed one : placed) {
      double names =
          named.isEmpty()
              ? 1
              : (double) named.stream().filter(one.passage()::contains).count() / named.size();
      found.putIfAbsent(
          one.sentence(),
          new Found(
              one.source(),
              one.sentence(),
              share(weights, one.terms()),
              share(weights, one.passage()),
              names));
    }
    return List.copyOf(found.values());
  }

  private List<Placed> placed(List<Source> sources) {
    List<Placed> placed = new ArrayList<>();
    for (Source source : sources) {
      for (String text : source.texts()) {
        Set<String> passage = Set.copyOf(analysis.queryTerms(source.heading() + "\n" + text));
        for (String sentence : Sentences.of(text)) {
          if (placed.size() < MAX_SENTENCES) {
            Set<String> terms = Set.copyOf(analysis.queryTerms(sentence));
            placed.add(new Placed(source.number(), cut(sentence), terms, passage));
          }
        }
      }
    }
    return placed;
  }

  private static String cut(String sentence) {
    return sentence.length() <= LONGEST ? sentence : sentence.substring(0, LONGEST) + "…";
  }

  private static Map<String, Double> weights(List<String> terms, List<Placed> placed) {
    Map<String, Double> weights = new HashMap<>();
    for (String term : terms) {
      long having = placed.stream().filter(one -> one.terms().contains(term)).count();
      weights.put(term, Math.log(1 + (placed.size() - having + .5) / (having + .5)));
    }
    return weights;
  }

  private static double share(Map<String, Double> weights, Set<String> terms) {
    double all = 0;
    double there = 0;
    for (Map.Entry<String, Double> weight : weights.entrySet()) {
      all += weight.getValue();
      there += terms.contains(weight.getKey()) ? weight.getValue() : 0;
    }
    return all == 0 ? 0 : there / all;
  }

  private static List<Double> meanings(String question, List<Found> found, Embedder embedder) {
    try {
      Vector asked =
          embedder.embed(List.of(TextNormaliser.normalise(question)), Purpose.QUERY).getFirst();
      List<String> sentences =
          found.stream().map(one -> TextNormaliser.normalise(one.sentence())).toList();
      return embedder.embed(sentences, Purpose.PASSAGE).stream()
          .map(vector -> Math.clamp(vector.dot(asked), 0, 1))
          .toList();
    } catch (Refused _) {
      // The model takes no such text: then its meaning speaks for nothing.
      return found.stream().map(_ -> 0.0).toList();
    }
  }
}
