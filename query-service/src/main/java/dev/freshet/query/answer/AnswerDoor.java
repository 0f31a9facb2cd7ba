package dev.freshet.query.answer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.query.answer.Answering.Question;
import dev.freshet.query.exchange.Handler;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.exchange.ServerSentEvents;
import dev.freshet.query.retrieval.View;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Answers {@code POST /v1/answer}. */
final class AnswerDoor implements Handler {
  private final AnswerReader reader;
  private final Answering answering;

  AnswerDoor(AnswerReader reader, Answering answering) {
    this.reader = reader;
    this.answering = answering;
  }

  @Override
  public Reply handle(Request http) {
    AnswerRequest request = reader.read(http);
    Question question = answering.ask(request, http.caller().access());
    Map<String, String> headers = Map.of(View.WATERMARK_HEADER, question.context().view().header());
    return request.stream()
        ? Reply.events(headers, out -> stream(question, new ServerSentEvents(out)))
        : Reply.json(
            200, Reply.JSON, headers, AnswerJson.answer(Quietly.answer(answering, question)));
  }

  private void stream(Question question, ServerSentEvents events) throws IOException {
    try {
      send(
          events,
          "context",
          AnswerJson.context(question.id(), answering.kind(), question.context()));
      Answer answer = answering.answer(question, progress(events));
      send(events, "done", AnswerJson.answer(answer));
    } catch (RuntimeException e) {
      send(events, "error", Failures.problem(e).document());
    }
  }

  private static Progress progress(ServerSentEvents events) {
    return new Progress() {
      @Override
      public void text(String piece) throws IOException {
        ObjectNode delta = JsonNodeFactory.instance.objectNode();
        send(events, "delta", delta.put("text", piece));
      }

      @Override
      public void beat() throws IOException {
        events.beat();
      }
    };
  }

  private static void send(ServerSentEvents events, String name, ObjectNode data)
      throws IOException {
    events.send(Optional.empty(), name, data.toString());
  }
}
