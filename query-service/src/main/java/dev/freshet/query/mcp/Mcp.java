package dev.freshet.query.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.query.context.Contexts;
import dev.freshet.query.exchange.Handler;
import dev.freshet.query.exchange.JsonBody;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.retrieval.Gate;
import dev.freshet.query.retrieval.Retriever;
import dev.freshet.query.retrieval.SearchReader;
import dev.freshet.query.watch.Watch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Answers {@code POST /mcp}: the Model Context Protocol over streamable HTTP, without sessions.
 * Every answer is one JSON document; there is no stream to open and no session to end, so {@code
 * GET} and {@code DELETE} are answered 405, as the protocol provides.
 */
public final class Mcp implements Handler {
  private static final String VERSION = "0.1.0";
  private static final int MAX_BATCH = 16;

  private final Origins origins;
  private final Map<String, Tool> tools = new LinkedHashMap<>();
  private Spoken spoken;

  /** The protocol, once somebody speaks it. */
  private record Spoken(Library library, SingleQuestions single) {}

  /**
   * @param sources the source topics there are
   * @param retriever finds passages
   * @param contexts makes contexts
   * @param documents answers {@code GET /v1/documents/{id}}
   * @param freshness answers {@code GET /v1/freshness}
   * @param gate waits for what is demanded
   * @param watch has standing queries
   */
  public Mcp(
      McpSettings settings,
      List<String> sources,
      Retriever retriever,
      Contexts contexts,
      Handler documents,
      Handler freshness,
      Gate gate,
      Watch watch) {
    SearchReader reader = new SearchReader(sources);
    tools.put("search", new SearchTool(reader, retriever));
    tools.put("context", new ContextTool(contexts));
    tools.put("document", new DocumentTool(documents));
    tools.put("freshness", new FreshnessTool(gate, freshness));
    tools.put("watch", new WatchTool(watch));
    origins = new Origins(settings.origins());
  }

  /** Made at the first question: the library takes longer to load than the service to start. */
  private synchronized Spoken spoken() {
    if (spoken == null) {
      Manual manual = Manual.read();
      var library = new Library(manual, VERSION, tools);
      spoken = new Spoken(library, new SingleQuestions(library, manual.instructions(), VERSION));
    }
    return spoken;
  }

  @Override
  public Reply handle(Request request) {
    origins.check(request);
    requireJsonAccepted(request);
    JsonNode body;
    try {
      body = JsonBody.read(request.body(), "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
    } catch (Problem e) {
      return Reply.json(400, new Refusal(Refusal.NO_JSON, e.getMessage()).answer(null));
    }
    try {
      return body.isArray() ? batch(request, body) : one(request, body);
    } catch (Refusal e) {
      return Reply.json(400, e.answer(Message.id(body).orElse(null)));
    }
  }

  /** A client says that it takes streams too; ours are never needed. */
  private static void requireJsonAccepted(Request request) {
    String accept = request.header("Accept").orElse("*/*").toLowerCase(Locale.ROOT);
    if (!accept.contains("application/json")
        && !accept.contains("*/*")
        && !accept.contains("application/*")) {
      throw Problem.of(
              406,
              "Not acceptable",
              "answers are JSON: send Accept: application/json, text/event-stream")
          .with("field", "Accept");
    }
  }

  private Reply one(Request http, JsonNode body) {
    boolean alone = Revisions.withoutHandshake(http, body);
    if (!(Message.of(body) instanceof Message.Question question)) {
      // Nothing is under way after its answer: a notification changes nothing.
      return new Reply(202, Reply.JSON, Map.of(), new byte[0]);
    }
    ObjectNode answer = alone ? alone(http, question) : answer(http, question);
    return Reply.json(alone ? SingleQuestions.status(answer) : 200, answer);
  }

  private ObjectNode alone(Request http, Message.Question question) {
    try {
      return spoken().single().ask(http, question);
    } catch (Refusal e) {
      return e.answer(question.id());
    }
  }

  private ObjectNode answer(Request http, Message.Question question) {
    try {
      return spoken().library().ask(http, question);
    } catch (Refusal e) {
      return e.answer(question.id());
    }
  }

  /** Several messages at once: one revision of the protocol had that. */
  private Reply batch(Request http, JsonNode messages) {
    String revision = http.header(Revisions.HEADER).orElse(Revisions.WITH_BATCHES);
    if (!revision.equals(Revisions.WITH_BATCHES) || messages.isEmpty()) {
      throw new Refusal(
          Refusal.NO_REQUEST, "several messages at once are not taken: send them one by one");
    }
    if (messages.size() > MAX_BATCH) {
      throw new Refusal(
          Refusal.NO_REQUEST,
          "there are " + messages.size() + " messages at once: send at most " + MAX_BATCH);
    }
    ArrayNode answers = JsonNodeFactory.instance.arrayNode();
    for (JsonNode message : messages) {
      try {
        if (Message.of(message) instanceof Message.Question question) {
          answers.add(answer(http, question));
        }
      } catch (Refusal e) {
        answers.add(e.answer(Message.id(message).orElse(null)));
      }
    }
    return answers.isEmpty()
        ? new Reply(202, Reply.JSON, Map.of(), new byte[0])
        : Reply.json(200, answers);
  }
}
