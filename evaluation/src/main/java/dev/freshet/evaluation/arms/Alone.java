package dev.freshet.evaluation.arms;

import dev.freshet.evaluation.answering.Asking;
import dev.freshet.evaluation.answering.QuestionSet.Question;
import dev.freshet.evaluation.answering.Told;
import dev.freshet.query.answer.AnswerSettings;
import dev.freshet.query.answer.Answers;
import dev.freshet.query.completion.Completion.Usage;
import dev.freshet.query.completion.CompletionEndpoint;
import dev.freshet.query.completion.Prompt;
import dev.freshet.query.completion.Prompt.Message;
import dev.freshet.query.completion.Prompt.Role;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * A model asked straight, without sources. It cites nothing, so all that it says counts as
 * unsupported; and nothing holds back what no source supports, as {@code /v1/answer} does.
 */
final class Alone implements Asking, AutoCloseable {
  private static final double MILLION = 1e6;

  private final AnswerSettings settings;
  private final String system;
  private final CompletionEndpoint endpoint;

  /**
   * @param settings with an endpoint
   * @param system what the system says
   */
  Alone(AnswerSettings settings, String system) {
    this.settings = settings;
    this.system = system;
    this.endpoint = new CompletionEndpoint(settings.completion(), InstantSource.system());
  }

  @Override
  public Told ask(Question question) {
    Prompt prompt =
        new Prompt(
            List.of(new Message(Role.SYSTEM, system), new Message(Role.USER, question.text())));
    StringBuilder text = new StringBuilder();
    long start = System.nanoTime();
    Usage usage =
        endpoint.complete(prompt, settings.maxTokens(), settings.deadline(), text::append).usage();
    double millis = (System.nanoTime() - start) / 1e6;
    String said = Told.withoutMarks(text.toString());
    boolean answered = !said.isEmpty() && !Answers.isRefusal(said);
    int sentences = answered ? 1 : 0;
    return new Told(
        question, answered, "generated", said, Set.of(), sentences, sentences, millis, cost(usage));
  }

  private double cost(Usage usage) {
    return (usage.prompt() * settings.promptPrice()
            + usage.completion() * settings.completionPrice())
        / MILLION;
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
