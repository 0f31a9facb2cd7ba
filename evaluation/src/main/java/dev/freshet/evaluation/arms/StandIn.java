package dev.freshet.evaluation.arms;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in for two language models on loopback. <b>It is no model</b>: with it the harness can be
 * shown and tested where no model is, and its figures say nothing about models.
 *
 * <p>Given sources, both quote the sentence that has most of the question's words, and cite it, or
 * do not know where none has half of them. Without sources the base model knows nothing; the tuned
 * model gives the answer of the nearest question that it was trained on. It reads prompts as {@code
 * /v1/answer} makes them by default.
 */
final class StandIn implements AutoCloseable {
  /** The base model's name. */
  static final String BASE = "stand-in-base";

  /** The tuned model's name. */
  static final String TUNED = "stand-in-tuned";

  /** What is said of it wherever its figures are shown. */
  static final String NOTICE =
      "A stand-in took the place of both models. It is no language model: these figures show that"
          + " the comparison works, and say nothing about RAG, fine-tuning or any model.";

  private static final String UNKNOWN = "I don't know.";
  private static final double HALF = .5;
  private static final double ALIKE = .6;
  private static final int LONGEST_REQUEST = 4 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern SOURCES =
      Pattern.compile(
          "<sources(-\\w+)?>\\n(.*)\\n</sources\\1>\\s*Question: (.*)\\z", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("\\[(\\d+)] .*");
  private static final Pattern BETWEEN = Pattern.compile("(?<=[.!?])\\s+");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Lessons lessons;
  private final Consumer<Heard> heard;
  private final HttpServer server;

  /**
   * What it was asked.
   *
   * @param user what the user's message says
   */
  record Heard(String model, String user) {}

  /**
   * Opens it.
   *
   * @param lessons what the tuned model knows
   * @param heard is given every request; called from many threads
   */
  StandIn(Lessons lessons, Consumer<Heard> heard) throws IOException {
    this.lessons = lessons;
    this.heard = heard;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/chat/completions", this::handle);
    server.start();
  }

  /** Its address, as {@code answer.endpoint} takes it. */
  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody().readNBytes(LONGEST_REQUEST));
      String model = request.path("model").asText();
      if (!model.equals(BASE) && !model.equals(TUNED)) {
        send(exchange, 404, JSON.createObjectNode().put("error", "there is no such model"));
        return;
      }
      String user = "";
      for (JsonNode message : request.path("messages")) {
        user = message.path("content").asText();
      }
      heard.accept(new Heard(model, user));
      // At once, though a stream is asked for: its readers take both. Tokens it does not tell.
      ObjectNode answer = JSON.createObjectNode();
      ObjectNode choice = answer.putArray("choices").addObject().put("finish_reason", "stop");
      choice.putObject("message").put("role", "assistant").put("content", answer(model, user));
      send(exchange, 200, answer);
    }
  }

  private static void send(HttpExchange exchange, int status, ObjectNode answer)
      throws IOException {
    byte[] body = answer.toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private String answer(String model, String user) {
    Matcher sources = SOURCES.matcher(user);
    Optional<String> known =
        sources.find()
            ? quoted(sources.group(2), sources.group(3))
            : model.equals(TUNED) ? lessons.nearest(user, ALIKE) : Optional.empty();
    return known.orElse(UNKNOWN);
  }

  private static Optional<String> quoted(String sources, String question) {
    Set<String> wanted = Lessons.words(question);
    Optional<String> quote = Optional.empty();
    double best = HALF;
    String number = "";
    for (String line : sources.lines().toList()) {
      Matcher head = NUMBER.matcher(line);
      if (head.matches()) {
        number = head.group(1);
        continue;
      }
      for (String sentence : BETWEEN.split(line, -1)) {
        long has = Lessons.words(sentence).stream().filter(wanted::contains).count();
        double share = wanted.isEmpty() ? 0 : (double) has / wanted.size();
        if (share >= best && (quote.isEmpty() || share > best)) {
          best = share;
          quote = Optional.of(sentence.strip() + " [" + number + "]");
        }
      }
    }
    return quote;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
