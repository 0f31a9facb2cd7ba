package dev.freshet.query.reevaluation;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.Catalogue;
import dev.freshet.common.store.CatalogueEntry;
import dev.freshet.common.store.Filter;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.retrieval.Mode;
import dev.freshet.query.retrieval.Retrieved;
import dev.freshet.query.retrieval.Retriever;
import dev.freshet.query.retrieval.SearchRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Asks all questions, one after the other with a pause, each as its asker. */
final class Questioning {
  /** As many passages as a search gives that does not say how many. */
  private static final int LIMIT = 10;

  private final List<String> sources;
  private final Retriever retriever;
  private final Supplier<EvaluatedGeneration> serving;
  private final Duration pause;
  private final InstantSource clock;
  private final CountDownLatch stop;

  /** A round did not come to its end; the message says why. */
  static final class Unfinished extends Exception {
    private static final long serialVersionUID = 1L;

    Unfinished(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * @param sources the source topics there are
   * @param retriever asks the generation that serves
   * @param stop ends a round under way after the question it is at
   */
  Questioning(
      List<String> sources,
      Retriever retriever,
      Supplier<EvaluatedGeneration> serving,
      Duration pause,
      InstantSource clock,
      CountDownLatch stop) {
    this.sources = List.copyOf(sources);
    this.retriever = retriever;
    this.serving = serving;
    this.pause = pause;
    this.clock = clock;
    this.stop = stop;
  }

  /**
   * @throws Unfinished where search or catalogue does not answer, or another generation began to
   *     serve meanwhile
   * @throws InterruptedException where the service ends
   */
  Round ask(QuestionSet questions) throws Unfinished, InterruptedException {
    Instant began = clock.instant();
    long start = System.nanoTime();
    EvaluatedGeneration generation = serving.get();
    List<Answered> answers = new ArrayList<>();
    for (Question question : questions.questions()) {
      if (stop.await(answers.isEmpty() ? 0 : pause.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new InterruptedException("the service ends");
      }
      answers.add(ask(question, generation.catalogue()));
    }
    String now = serving.get().name();
    if (!now.equals(generation.name())) {
      throw new Unfinished(
          "generation " + now + " began to serve in the middle of a round of " + generation.name(),
          null);
    }
    Round.Stamp stamp =
        new Round.Stamp(
            began,
            Duration.ofNanos(System.nanoTime() - start),
            generation.name(),
            generation.model(),
            questions.hash(),
            generation.passages().getAsLong());
    return new Round(stamp, answers);
  }

  private Answered ask(Question question, Catalogue catalogue) throws Unfinished {
    var request =
        new SearchRequest(
            question.text(),
            LIMIT,
            Mode.HYBRID,
            Filter.EVERYTHING,
            question.source().map(Set::of).orElse(Set.of()),
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO);
    try {
      List<String> ranking = ranking(retriever.retrieve(request, question.asker()));
      Set<String> lost = new HashSet<>(question.relevant().keySet());
      ranking.forEach(lost::remove);
      lost.removeIf(id -> stands(catalogue, question, id));
      return new Answered(ranking, lost);
    } catch (Problem | Outage e) {
      throw new Unfinished("the question of line " + question.line() + ": " + e.getMessage(), e);
    }
  }

  private static List<String> ranking(Retrieved found) {
    return found.passages().stream()
        .map(scored -> scored.passage().identity().id().value())
        .distinct()
        .toList();
  }

  /** By identity, for a document is found so as soon as it is told of. */
  private boolean stands(Catalogue catalogue, Question question, String id) {
    Access asker = question.asker();
    Stream<String> where = question.source().map(Stream::of).orElseGet(sources::stream);
    return where
        .map(source -> new DocumentIdentity(source, asker.tenant(), new DocumentId(id)))
        .flatMap(identity -> catalogue.find(identity).stream())
        .filter(entry -> entry.visibleTo(asker))
        .map(CatalogueEntry::standing)
        .flatMap(Optional::stream)
        .anyMatch(event -> event.state() == DocumentState.INDEXED);
  }
}
