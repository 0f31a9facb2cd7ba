package dev.freshet.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads an answer's events to its end. */
final class AnswerStream {
  private AnswerStream() {}

  /**
   * The whole answer.
   *
   * @param told each event before it, on this thread
   * @throws FreshetProblem where the stream ends in one
   * @throws FreshetUnreachable where it breaks off
   */
  static Answer read(Stream stream, Consumer<AnswerEvent> told) {
    try {
      for (var event = stream.next(); event != null; event = stream.next()) {
        Json data = data(event);
        switch (event.name()) {
          case "context" ->
              told.accept(new AnswerEvent.Sources(data.list("citations", Citation::of)));
          case "delta" -> told.accept(new AnswerEvent.Delta(data.text("text")));
          case "done" -> {
            return Answer.of(data);
          }
          case "error" -> throw problem(data);
          default -> {
            // An event of a later service.
          }
        }
      }
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new FreshetInterrupted(e);
      }
      throw new FreshetUnreachable("the answer broke off: " + e.getMessage(), e);
    }
    throw new FreshetUnreachable("the answer broke off before it was whole");
  }

  private static Json data(EventReader.Event event) {
    return Json.answer(event.data().getBytes(StandardCharsets.UTF_8), "the event " + event.name());
  }

  private static FreshetProblem problem(Json json) {
    return new FreshetProblem(
        json.integer("status").orElse(500),
        json.optionalText("type").orElse("about:blank"),
        json.optionalText("title").orElse("Failed"),
        json.text("detail"),
        json.text("field"),
        Optional.empty());
  }
}
