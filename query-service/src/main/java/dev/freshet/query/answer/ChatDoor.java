package dev.freshet.query.answer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.query.answer.Answering.Question;
import dev.freshet.query.answer.ChatReader.Chat;
import dev.freshet.query.exchange.Handler;
import dev.freshet.query.exchange.Parameters;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.exchange.ServerSentEvents;
import dev.freshet.query.retrieval.View;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers {@code POST /v1/chat/completions} and {@code GET /v1/models}. */
final class ChatDoor implements Handler {
  private final ChatReader reader;
  private final Answering answering;
  private final InstantSource clock;
  private final long began;

  ChatDoor(ChatReader reader, Answering answering, InstantSource clock) {
    this.reader = reader;
    this.answering = answering;
    this.clock = clock;
    this.began = clock.instant().getEpochSecond();
  }

  @Override
  public Reply handle(Request http) {
    try {
      return answer(reader.read(http), http);
    } catch (Problem problem) {
      // Read by OpenAI's clients; all others read the problem around it.
      throw problem.with("error", plain(ChatJson.error(problem)));
    }
  }

  private Reply answer(Chat chat, Request http) {
    Question question = answering.ask(chat.request(), http.caller().access());
    Map<String, String> headers = Map.of(View.WATERMARK_HEADER, question.context().view().header());
    ChatJson json = new ChatJson(question.id(), clock.instant().getEpochSecond());
    return chat.request().stream()
        ? Reply.events(headers, out -> stream(chat, question, json, new ServerSentEvents(out)))
        : Reply.json(200, Reply.JSON, headers, json.whole(Quietly.answer(answering, question)));
  }

  private void stream(Chat chat, Question question, ChatJson json, ServerSentEvents events)
      throws IOException {
    try {
      events.send(json.begin().toString());
      Answer answer = answering.answer(question, progress(json, events));
      events.send(json.end(answer).toString());
      if (chat.usage()) {
        events.send(json.usage(answer).toString());
      }
      events.send("[DONE]");
    } catch (RuntimeException e) {
      Problem problem = Failures.problem(e);
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.set("error", ChatJson.error(problem));
      node.set("freshet", problem.document());
      events.send(node.toString());
    }
  }

  private static Progress progress(ChatJson json, ServerSentEvents events) {
    return new Progress() {
      @Override
      public void text(String piece) throws IOException {
        events.send(json.text(piece).toString());
      }

      @Override
      public void beat() throws IOException {
        events.beat();
      }
    };
  }

  /** The one model there is. */
  Reply models(Request http) {
    Parameters.of(http, List.of());
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("object", "list");
    ObjectNode model = list.putArray("data").addObject();
    model.put("id", ChatReader.MODEL);
    model.put("object", "model");
    model.put("created", began);
    model.put("owned_by", "freshet");
    return Reply.json(200, list);
  }

  private static Map<String, Object> plain(ObjectNode node) {
    Map<String, Object> map = new LinkedHashMap<>();
    node.properties()
        .forEach(
            entry ->
                map.put(
                    entry.getKey(), entry.getValue().isNull() ? "" : entry.getValue().asText()));
    return map;
  }
}
