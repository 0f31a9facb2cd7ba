package dev.freshet.evaluation.arms;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.evaluation.answering.Asking;
import dev.freshet.evaluation.answering.QuestionSet.Question;
import dev.freshet.evaluation.load.Corpus;
import dev.freshet.evaluation.load.FreshetUnderTest;
import dev.freshet.evaluation.quality.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Facts that nobody can know, for they are made up, and how soon a Freshet answers from them. */
final class NewFacts {
  /** How many are published, one after the other. */
  static final int MANY = 5;

  /** How often each is asked for at most: once it is retrievable, asking again helps little. */
  static final int MOST_ASKED = 5;

  private static final int WAIT_MILLIS = 25_000;
  private static final List<String> SYLLABLES =
      List.of("zor", "vel", "qui", "tam", "bru", "nek", "olo", "fir", "gha", "mip", "sul", "dax");

  private final List<Fact> facts;

  /** A document, and the question that it answers. */
  record Fact(Corpus.Text document, Question question) {}

  /**
   * Makes them.
   *
   * @param random other numbers make other facts: what was published once is not new again
   */
  NewFacts(RandomGenerator random) {
    facts = IntStream.range(0, MANY).mapToObj(_ -> fact(random)).toList();
  }

  private static Fact fact(RandomGenerator random) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      name.append(SYLLABLES.get(random.nextInt(SYLLABLES.size())));
    }
    name.setCharAt(0, Character.toUpperCase(name.charAt(0)));
    String maps = Integer.toString(random.nextInt(10_000, 100_000));
    String id = "new-fact-" + name + "-" + maps;
    String archive = "The archive of " + name;
    return new Fact(
        new Corpus.Text(id, archive + "\n\n" + archive + " keeps " + maps + " maps of the coast."),
        new Question(
            "How many maps does the archive of " + name + " keep?", List.of(maps), Set.of(id)));
  }

  /** All of them. */
  List<Fact> facts() {
    return facts;
  }

  /** Publishes each and asks until it is told right; then all are deleted again. */
  TakenIn.Measured measure(FreshetUnderTest freshet) {
    List<Double> seconds = new ArrayList<>();
    Progress progress = new Progress("new facts");
    int done = 0;
    for (Fact fact : facts) {
      long start = System.nanoTime();
      String token = freshet.publisher().published(FreshetUnderTest.LIVE, fact.document());
      if (known(Asking.of(freshet.api(), asking(token)), fact.question())) {
        seconds.add((System.nanoTime() - start) / 1e9);
      }
      progress.told(++done, facts.size());
    }
    facts.forEach(f -> freshet.publisher().delete(FreshetUnderTest.LIVE, f.document().id()));
    freshet.publisher().flush();
    return new TakenIn.Measured(seconds, facts.size() - seconds.size());
  }

  /** The question waits until the fact is retrievable, so that no model is asked before. */
  private static ObjectNode asking(String token) {
    ObjectNode body = new ObjectMapper().createObjectNode();
    body.putObject("freshness").put("token", token).put("waitMs", WAIT_MILLIS);
    return body;
  }

  private static boolean known(Asking freshet, Question question) {
    return IntStream.range(0, MOST_ASKED).anyMatch(_ -> freshet.ask(question).right());
  }
}
