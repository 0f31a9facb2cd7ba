package dev.freshet.evaluation.arms;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.evaluation.answering.QuestionSet.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is compared on what, and what a reader of the figures must know.
 *
 * @param collection its name
 * @param lessons what the tuned model was trained on, as far as that is known
 * @param asked questions that have an answer
 */
record Setup(
    String collection, ArmsOptions options, Optional<Lessons> lessons, List<Question> asked) {

  /** How many of the questions asked the model was trained on; empty where nobody can tell. */
  Optional<Long> askedInTraining() {
    return lessons.map(all -> all.asked(asked));
  }

  /** What model.json tells; empty where there is none. */
  Optional<JsonNode> trained() {
    return options.trained().map(Trained::told);
  }

  /** What the figures do not say of themselves. */
  List<String> notices(boolean priced) {
    List<String> notices = new ArrayList<>();
    if (options.standIn()) {
      notices.add(StandIn.NOTICE);
    }
    lessons.ifPresent(
        all ->
            notices.add(
                "The tuned model was trained on "
                    + all.size()
                    + " examples ("
                    + all.from()
                    + "); "
                    + all.asked(asked)
                    + " of the "
                    + asked.size()
                    + " answerable questions asked stand among them."));
    if (lessons.isEmpty()) {
      notices.add(
          "Whether the tuned model was trained on questions that are asked here is not known: give"
              + " --dataset.");
    }
    if (options.trained().filter(t -> t.prompts().equals("sources")).isPresent()) {
      notices.add(
          "The tuned model was trained to read sources alone, and the fine-tuned arm gives it none:"
              + " train with --prompts both to compare it fairly.");
    }
    if (!priced) {
      notices.add(
          "No prices are set, so the cost is 0 (answer.price-prompt, answer.price-completion).");
    }
    return notices;
  }
}
