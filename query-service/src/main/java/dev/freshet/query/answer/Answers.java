package dev.freshet.query.answer;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.completion.CompletionEndpoint;
import dev.freshet.query.context.ContextBuilder;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Answers questions over HTTP. Safe to use from many threads. */
public final class Answers implements AutoCloseable {
  private static final int LONGEST_REFUSAL = 200;
  private static final Pattern UNKNOWING =
      Pattern.compile("^\\W*I (?:don['’]t|do not) know\\b", Pattern.CASE_INSENSITIVE);

  private final Optional<CompletionEndpoint> endpoint;
  private final AnswerDoor door;
  private final ChatDoor chat;

  /**
   * @param sources the source topics there are
   * @param contexts makes the contexts
   * @param embedder of the generation that serves, for extracts
   * @param listener is told of each answer
   */
  public Answers(
      AnswerSettings settings,
      List<String> sources,
      ContextBuilder contexts,
      Supplier<Embedder> embedder,
      Consumer<Answered> listener,
      Telemetry telemetry,
      InstantSource clock) {
    endpoint =
        settings
            .completion()
            .endpoint()
            .map(_ -> new CompletionEndpoint(settings.completion(), clock));
    Answering answering =
        new Answering(
            settings, contexts, endpoint.map(model -> model), embedder, listener, telemetry, clock);
    AnswerReader reader = new AnswerReader(settings, sources);
    door = new AnswerDoor(reader, answering);
    chat = new ChatDoor(new ChatReader(settings, reader), answering, clock);
  }

  /** Whether a model's text says no more than that it does not know. */
  public static boolean isRefusal(String text) {
    return text.length() <= LONGEST_REFUSAL && UNKNOWING.matcher(text).find();
  }

  /** {@code POST /v1/answer}. */
  public Reply answer(Request request) {
    return door.handle(request);
  }

  /** {@code POST /v1/chat/completions}. */
  public Reply chat(Request request) {
    return chat.handle(request);
  }

  /** {@code GET /v1/models}. */
  public Reply models(Request request) {
    return chat.models(request);
  }

  /** Ends calls to the model. */
  @Override
  public void close() {
    endpoint.ifPresent(CompletionEndpoint::close);
  }
}
