package dev.freshet.evaluation.answers;

import dev.freshet.common.text.TextAnalysis;
import dev.freshet.evaluation.answers.Squad.Paragraph;
import dev.freshet.evaluation.answers.Squad.Question;
import dev.freshet.query.evidence.Support;
import dev.freshet.query.evidence.SupportMeasure;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Judges the measure of support. A question that people wrote in words of their own, with its
 * answer in place of the question word, is a claim that its paragraph supports; the same claim is
 * held against the next paragraph of its article, with the answer of a question about something
 * else in it against its own, and denied against its own.
 */
final class SupportStudy {
  private static final Pattern ASKING =
      Pattern.compile(
          "\\b(?:what|which|who|whom|whose|when|where|why|how many|how much|how)\\b",
          Pattern.CASE_INSENSITIVE);

  /** So many questions on, it is another article's. */
  private static final int FAR = 1000;

  private SupportStudy() {}

  private record Judged(
      List<Support> own, List<Support> next, List<Support> swapped, List<Support> denied) {}

  static void run(Squad squad, PrintStream out) {
    Judged judged = judge(squad);
    out.printf("support: %d claims%n", judged.own().size());
    out.printf(
        Locale.ROOT,
        "something missing: own %.3f, next %.3f, swapped %.3f; negated: own %.3f, denied %.3f%n",
        share(judged.own(), s -> !s.missing().isEmpty()),
        share(judged.next(), s -> !s.missing().isEmpty()),
        share(judged.swapped(), s -> !s.missing().isEmpty()),
        share(judged.own(), Support::negated),
        share(judged.denied(), Support::negated));
    for (double least = .4; least < .95; least += .05) {
      double bar = least;
      out.printf(
          Locale.ROOT,
          "from %.2f: supported of own %.3f, of next %.3f, of swapped %.3f; by coverage alone %.3f,"
              + " %.3f, %.3f%n",
          bar,
          share(judged.own(), s -> s.holds(bar)),
          share(judged.next(), s -> s.holds(bar)),
          share(judged.swapped(), s -> s.holds(bar)),
          share(judged.own(), s -> s.coverage() >= bar),
          share(judged.next(), s -> s.coverage() >= bar),
          share(judged.swapped(), s -> s.coverage() >= bar));
    }
  }

  private static Judged judge(Squad squad) {
    var measure = new SupportMeasure(new TextAnalysis());
    Map<String, Integer> places = new HashMap<>();
    squad.paragraphs().forEach(paragraph -> places.put(paragraph.id(), places.size()));
    var judged =
        new Judged(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<Question> questions = squad.answerable();
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      int place = places.get(question.paragraph());
      Paragraph own = squad.paragraphs().get(place);
      Paragraph next = squad.paragraphs().get((place + 1) % squad.paragraphs().size());
      String claim = claim(question, question.answers().getFirst());
      String other =
          claim(question, questions.get((i + FAR) % questions.size()).answers().getFirst());
      judged.own().add(measure.of(claim, whole(own)));
      judged.next().add(measure.of(claim, whole(next)));
      judged.swapped().add(measure.of(other, whole(own)));
      judged.denied().add(measure.of(claim.replace("… ", "… not "), whole(own)));
    }
    return judged;
  }

  private static String whole(Paragraph paragraph) {
    return paragraph.title() + "\n" + paragraph.text();
  }

  private static String claim(Question question, String answer) {
    String without = ASKING.matcher(question.text()).replaceFirst("");
    return "… " + without.replace('?', ' ').strip() + " " + answer + ".";
  }

  private static double share(List<Support> all, java.util.function.Predicate<Support> which) {
    return all.stream().mapToDouble(one -> which.test(one) ? 1 : 0).average().orElse(0);
  }
}
