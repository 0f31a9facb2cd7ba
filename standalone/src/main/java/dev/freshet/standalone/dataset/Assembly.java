package dev.freshet.standalone.dataset;

import dev.freshet.common.text.PersonalData;
import dev.freshet.standalone.dataset.DatasetSettings.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes examples of what lies on disk, question by question, in an order that depends on the seed
 * and the questions alone. The test's side comes first: what is, or nearly is, a question or a
 * passage of it does not get into training, whatever document it stands in.
 */
final class Assembly {
  private static final int LONGEST_QUESTION = 1000;
  private static final int MOST_NEGATIVES = 8;

  private final long seed;
  private final int most;
  private final Words words;
  private final Outputs outputs;
  private final Tally tally;
  private final Seen testQuestions = new Seen();
  private final Seen testPassages = new Seen();

  /**
   * @param most examples; what comes beyond is counted
   */
  Assembly(long seed, int most, Words words, Outputs outputs, Tally tally) {
    this.seed = seed;
    this.most = most;
    this.words = words;
    this.outputs = outputs;
    this.tally = tally;
  }

  /** Told now and then. */
  interface Watching {
    void done(int parts, int of);
  }

  /** All of a side; the test's first. */
  void make(Side side, Spool spool, Watching watching) {
    Seen questions = side == Side.TEST ? testQuestions : new Seen();
    for (int part = 0; part < Spool.PARTS; part++) {
      Map<String, List<Fragment>> byQuestion = new TreeMap<>();
      for (String line : spool.lines(part)) {
        Fragment fragment = Fragment.of(line);
        byQuestion.computeIfAbsent(place(fragment.key()), _ -> new ArrayList<>()).add(fragment);
      }
      byQuestion.values().forEach(all -> question(side, all, questions));
      watching.done(part + 1, Spool.PARTS);
    }
  }

  private String place(String key) {
    return Key.of(seed + "\n" + key).hex() + key;
  }

  /** What is known of one question. */
  private void question(Side side, List<Fragment> all, Seen questions) {
    Source best = all.stream().map(Fragment::source).max(Comparator.naturalOrder()).orElseThrow();
    List<Fragment> counting =
        lastOfEach(all.stream().filter(fragment -> fragment.source() == best)).stream()
            .sorted(Comparator.comparing(Fragment::question).thenComparing(Fragment::piece))
            .toList();
    tally.drop(Drop.DUPLICATE, all.size() - counting.size());
    String key = counting.getFirst().key();
    String question = counting.getFirst().question();
    Seen.Mark mark = Words.question(key);
    if (words.count(question) < Words.FEWEST_OF_A_QUESTION) {
      tally.drop(Drop.TOO_SHORT);
    } else if (question.length() > LONGEST_QUESTION) {
      tally.drop(Drop.TOO_LONG);
    } else if (side == Side.TRAIN && testQuestions.has(mark)) {
      tally.drop(Drop.IN_TEST);
    } else if (questions.has(mark)) {
      tally.drop(Drop.NEAR_DUPLICATE);
    } else if (examples(side, question, counting)) {
      questions.add(mark);
    }
  }

  /** What a user says of a passage when a question is asked again takes the place of the former. */
  private static List<Fragment> lastOfEach(Stream<Fragment> fragments) {
    List<Fragment> counting = new ArrayList<>();
    Map<String, Fragment> said = new HashMap<>();
    fragments.forEach(
        fragment -> {
          if (fragment.who().isEmpty()) {
            counting.add(fragment);
          } else {
            Piece piece = fragment.piece();
            String what = piece.passage() + "\n" + piece.version() + "\n" + piece.document();
            said.merge(fragment.who() + "\n" + what, fragment, Fragment::orLater);
          }
        });
    counting.addAll(said.values());
    return counting;
  }

  /** Whether there came any of it. */
  private boolean examples(Side side, String question, List<Fragment> counting) {
    Map<Piece, Integer> votes = new TreeMap<>();
    counting.forEach(f -> votes.merge(f.piece(), f.vote(), Integer::sum));
    List<Piece> positives =
        votes.keySet().stream()
            .filter(piece -> votes.get(piece) > 0)
            .collect(Collectors.toCollection(ArrayList::new));
    tally.drop(Drop.UNDECIDED, votes.values().stream().filter(vote -> vote == 0).count());
    if (positives.isEmpty()) {
      tally.drop(Drop.NO_POSITIVE);
      return false;
    }
    if (counting.getFirst().source() != Source.FEEDBACK && positives.size() > 1) {
      // Nobody said which is right: the one that was given most often, or the first.
      positives.sort(Comparator.comparingInt((Piece piece) -> -votes.get(piece)));
      tally.drop(Drop.DUPLICATE, positives.size() - 1L);
      positives = List.of(positives.getFirst());
    }
    List<Piece> negatives =
        votes.keySet().stream()
            .filter(piece -> votes.get(piece) < 0 && fit(side, piece))
            .limit(MOST_NEGATIVES)
            .toList();
    boolean any = false;
    for (Piece positive : positives) {
      any |= example(side, question, positive, negatives, counting);
    }
    return any;
  }

  /** Whether a negative may stand here. */
  private boolean fit(Side side, Piece piece) {
    return PersonalData.count(piece.document() + "\n" + piece.text()).isEmpty()
        && (side == Side.TEST || !testPassages.has(words.passage(piece.text())));
  }

  private boolean example(
      Side side, String question, Piece positive, List<Piece> negatives, List<Fragment> counting) {
    Map<Piece, Fragment> of = new LinkedHashMap<>();
    counting.stream()
        .filter(fragment -> fragment.vote() > 0)
        .forEach(fragment -> of.merge(fragment.piece(), fragment, Assembly::answered));
    Fragment fragment = of.get(positive);
    String reference = positive.document() + "\n" + positive.version() + "\n" + positive.passage();
    Example example =
        new Example(
            Key.of(fragment.key() + "\n" + reference).hex(),
            question,
            positive,
            fragment.about(),
            negatives,
            fragment.source(),
            fragment.spoken(),
            fragment.answer());
    // A sentence less makes another text of a passage, and no other passage.
    List<Seen.Mark> marks =
        Stream.of(positive.text(), fragment.uncut()).distinct().map(words::passage).toList();
    if (words.count(positive.text()) < Words.FEWEST_OF_A_PASSAGE) {
      tally.drop(Drop.TOO_SHORT);
    } else if (!PersonalData.count(example.everything()).isEmpty()) {
      tally.drop(Drop.PERSONAL_DATA);
    } else if (side == Side.TRAIN && marks.stream().anyMatch(testPassages::has)) {
      tally.drop(Drop.IN_TEST);
    } else if (outputs.size() >= most) {
      tally.drop(Drop.BEYOND_LIMIT);
    } else {
      outputs.add(side, example);
      if (side == Side.TEST) {
        marks.forEach(testPassages::add);
        negatives.forEach(negative -> testPassages.add(words.passage(negative.text())));
      }
      return true;
    }
    return false;
  }

  /** Of two that say the same of a passage, the one with the answer that was given last. */
  private static Fragment answered(Fragment one, Fragment other) {
    Comparator<Fragment> order =
        Comparator.comparing((Fragment fragment) -> !fragment.answer().isEmpty())
            .thenComparing(Fragment::time)
            .thenComparing(Fragment::answer);
    return order.compare(other, one) > 0 ? other : one;
  }
}
