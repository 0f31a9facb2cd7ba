package dev.freshet.query.answer;

import dev.freshet.query.completion.Completer;
import dev.freshet.query.completion.Completion;
import dev.freshet.query.completion.Prompt;
import dev.freshet.query.exchange.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Has a prompt completed on a thread beside the request's, which passes on what comes. So a model
 * that says nothing for long does not keep the request from seeing that its reader is gone or its
 * time over, and a reader that is slow does not keep the model. The queue between them holds at
 * most the text, which is bounded.
 */
final class Relay {
  private static final Duration BEAT = Duration.ofSeconds(1);

  private sealed interface Step {}

  private record Piece(String text) implements Step {}

  private record Ended(Completion completion) implements Step {}

  private record Failed(RuntimeException why) implements Step {}

  private final Completer completer;
  private final Places places;

  Relay(Completer completer, Places places) {
    this.completer = completer;
    this.places = places;
  }

  /**
   * Returns when the text is whole. Whatever ends it before ends the call to the model too.
   *
   * @throws Problem 504 where the deadline is over, 503 where there is no place
   */
  Completion run(Prompt prompt, int maxTokens, Deadline deadline, Progress progress)
      throws IOException {
    BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    Places.Place place = places.take(deadline);
    Thread writer =
        Thread.ofVirtual()
            .name("answer")
            .start(
                () -> {
                  try (place) {
                    Completion completion =
                        completer.complete(
                            prompt, maxTokens, deadline.left(), text -> steps.add(new Piece(text)));
                    steps.add(new Ended(completion));
                  } catch (RuntimeException e) {
                    steps.add(new Failed(e));
                  }
                });
    try {
      while (true) {
        Step step = next(steps, deadline);
        switch (step) {
          case Piece piece -> progress.text(piece.text());
          case Ended ended -> {
            return ended.completion();
          }
          case Failed failed -> throw failed.why();
          case null -> progress.beat();
        }
      }
    } finally {
      writer.interrupt();
    }
  }

  private static Step next(BlockingQueue<Step> steps, Deadline deadline) {
    deadline.check();
    long wait = Math.min(BEAT.toMillis(), deadline.left().toMillis() + 1);
    try {
      return steps.poll(wait, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.stopping();
    }
  }
}
