package dev.freshet.query.answer;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.Access;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.text.TextAnalysis;
import dev.freshet.query.answer.Answer.Body;
import dev.freshet.query.answer.Answer.Kind;
import dev.freshet.query.answer.Answer.Silence;
import dev.freshet.query.answer.Answered.Outcome;
import dev.freshet.query.completion.Completer;
import dev.freshet.query.completion.Completion.Usage;
import dev.freshet.query.context.Context;
import dev.freshet.query.context.ContextBuilder;
import dev.freshet.query.evidence.CheckedSentence;
import dev.freshet.query.evidence.CitationCheck;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Answers questions: the way that all doors share. */
final class Answering {
  private static final double MILLION = 1e6;

  private final AnswerSettings settings;
  private final ContextBuilder contexts;
  private final Optional<Author> author;
  private final Extracts extracts;
  private final CitationCheck check;
  private final Consumer<Answered> listener;
  private final Telemetry telemetry;

  Answering(
      AnswerSettings settings,
      ContextBuilder contexts,
      Optional<Completer> completer,
      Supplier<Embedder> embedder,
      Consumer<Answered> listener,
      Telemetry telemetry,
      InstantSource clock) {
    TextAnalysis analysis = new TextAnalysis();
    Places places = new Places(settings.atOnce(), settings.waiting());
    this.settings = settings;
    this.contexts = contexts;
    this.author = completer.map(model -> new Author(settings, model, places, clock));
    this.extracts = new Extracts(analysis, embedder, settings.leastConfidence(), places);
    this.check = new CitationCheck(analysis, settings.leastSupport());
    this.listener = listener;
    this.telemetry = telemetry;
  }

  /**
   * A question whose context is there.
   *
   * @param retrieved how long that took
   */
  record Question(
      String id,
      AnswerRequest request,
      Access caller,
      Context context,
      Deadline deadline,
      Duration retrieved) {}

  /** Retrieves; what goes wrong here can still be told as the reply's status. */
  Question ask(AnswerRequest request, Access caller) {
    Deadline deadline = Deadline.in(request.patience());
    Context context = contexts.build(request.context(), caller);
    deadline.check();
    return new Question(
        UUID.randomUUID().toString(), request, caller, context, deadline, deadline.passed());
  }

  /** Who will write the answer. */
  Kind kind() {
    return author.isPresent() ? Kind.GENERATED : Kind.EXTRACTIVE;
  }

  /** Writes and checks. */
  Answer answer(Question question, Progress progress) throws IOException {
    boolean told = false;
    try {
      Body body = body(question, progress);
      double cost = body.cached() ? 0 : cost(body.usage());
      Answer answer =
          new Answer(
              question.id(),
              body,
              question.context(),
              cost,
              question.retrieved(),
              question.deadline().passed().minus(question.retrieved()));
      told = true;
      tell(
          question, body.silence().isPresent() ? Outcome.UNANSWERED : Outcome.ANSWERED, body, cost);
      return answer;
    } catch (Outage e) {
      telemetry.outage(e.dependency());
      throw e;
    } finally {
      if (!told) {
        tell(question, Outcome.FAILED, Extracts.none(Silence.NO_EVIDENCE, List.of()), 0);
      }
    }
  }

  private Body body(Question question, Progress progress) throws IOException {
    if (question.context().citations().isEmpty()) {
      progress.text(Extracts.UNKNOWN);
      return Extracts.none(Silence.NO_PASSAGES, List.of());
    }
    if (author.isEmpty()) {
      Body body =
          extracts.answer(question.request().question(), question.context(), question.deadline());
      progress.text(body.text());
      return body;
    }
    Written written =
        author
            .get()
            .write(
                question.request(),
                question.context(),
                question.caller().tenant().name(),
                question.deadline(),
                progress);
    return checked(written, question.context());
  }

  private Body checked(Written written, Context context) {
    telemetry.answerCache(written.cached());
    List<CheckedSentence> sentences = check.check(written.text(), Sources.all(context.citations()));
    return new Body(
        Kind.GENERATED,
        written.text(),
        sentences,
        silence(written.text(), sentences),
        written.removed(),
        List.of(),
        author.map(Author::model),
        Optional.of(written.completion().finish()),
        written.completion().usage(),
        written.cached());
  }

  private static Optional<Silence> silence(String text, List<CheckedSentence> sentences) {
    if (sentences.stream().anyMatch(CheckedSentence::supported)) {
      return Optional.empty();
    }
    return Optional.of(Answers.isRefusal(text) ? Silence.DECLINED : Silence.UNSUPPORTED);
  }

  private double cost(Usage usage) {
    return (usage.prompt() * settings.promptPrice()
            + usage.completion() * settings.completionPrice())
        / MILLION;
  }

  private void tell(Question question, Outcome outcome, Body body, double cost) {
    telemetry.answer(kind().label(), outcome.label(), question.deadline().passed());
    if (!body.cached()) {
      telemetry.answerTokens(body.usage().prompt(), body.usage().completion(), cost);
    }
    Set<Integer> cited =
        body.sentences().stream()
            .flatMap(sentence -> sentence.citations().stream())
            .collect(Collectors.toSet());
    listener.accept(
        new Answered(
            question.id(),
            question.caller(),
            question.request().question(),
            question.context().citations(),
            cited,
            question.context().view(),
            outcome,
            outcome == Outcome.FAILED ? author.map(Author::model) : body.model(),
            body.cached() ? Usage.NONE : body.usage(),
            cost,
            question.deadline().passed()));
  }
}
