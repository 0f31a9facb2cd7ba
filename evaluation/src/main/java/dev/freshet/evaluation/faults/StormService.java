package dev.freshet.evaluation.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.evaluation.load.Await;
import dev.freshet.standalone.client.FreshetClient;
import dev.freshet.standalone.client.Problem;
import dev.freshet.standalone.client.Unreachable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What is asked of a Freshet with keys and several partitions, while it is killed and started. */
final class StormService implements AutoCloseable {
  /** The source topic. */
  static final String SOURCE = "documents";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration MOMENT = Duration.ofMillis(50);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final String GENERATIONS = "/v1/generations";
  private static final int EVERY_PASSAGE = 50;

  /** How long a file may be read, and hold up others. */
  enum Haste {
    /** Everything comes in its order, on any machine. */
    NONE("60s", "1h"),
    /** Many documents step aside. */
    MUCH("2s", "1ms");

    private final String deadline;
    private final String turn;

    Haste(String deadline, String turn) {
      this.deadline = deadline;
      this.turn = turn;
    }

    private Map<String, String> surroundings() {
      return Map.of(
          "FRESHET_SOURCES_PARTITIONS",
          "3",
          "FRESHET_FLOW_PARTITIONS",
          "2",
          "FRESHET_PARSE_DEADLINE",
          deadline,
          "FRESHET_FLOW_TURN",
          turn);
    }
  }

  private final Deployment deployment;
  private final Map<Reader, FreshetClient> clients = new ConcurrentHashMap<>();
  private final AtomicInteger turns = new AtomicInteger();

  /**
   * @param deployment not started yet
   */
  StormService(Deployment deployment) {
    this.deployment = deployment;
  }

  /**
   * All in one process.
   *
   * @param launch the command without {@code up} and its flags
   * @param folder for data, keys and what it prints; must be empty
   * @param haste how long a file may be read
   */
  static StormService inOne(List<String> launch, Path folder, Haste haste) throws IOException {
    return new StormService(new AllInOne(launch, folder, surroundings(folder, haste)));
  }

  /**
   * The services apart.
   *
   * @param launch the command without the service's name and its flags
   * @param folder for data, keys and what they print; must be empty
   * @param outage how long Qdrant stays away when it is killed the first time
   * @param seed of who is killed
   */
  static StormService apart(List<String> launch, Path folder, Duration outage, long seed)
      throws IOException {
    return new StormService(
        new Apart(launch, folder, surroundings(folder, Haste.MUCH), outage, seed));
  }

  private static Map<String, String> surroundings(Path folder, Haste haste) throws IOException {
    Path keys = Files.writeString(folder.resolve("keys.yaml"), Reader.keyFile());
    Map<String, String> all = new HashMap<>(haste.surroundings());
    all.put("FRESHET_SOURCES", SOURCE);
    all.put("FRESHET_API_KEYS", keys.toString());
    return all;
  }

  int kafkaPort() {
    return deployment.kafkaPort();
  }

  /** Whether generations can be built and switched. */
  boolean hasTurns() {
    return deployment.turns();
  }

  /** Starts it and waits until it is ready. */
  void start() throws IOException {
    deployment.start();
    Await.until("Freshet is ready", LOOK, START, this::ready);
  }

  private boolean ready() {
    deployment.requireAlive();
    try {
      client(Reader.ALL.getFirst()).get("/health/ready");
      return true;
    } catch (Problem | Unreachable _) {
      return false;
    }
  }

  /** kill -9. */
  void kill() {
    deployment.kill();
  }

  /** SIGTERM. */
  void stop() {
    deployment.stop();
  }

  /** Who was ended last; empty: all of it. */
  String victim() {
    return deployment.victim();
  }

  /** Every passage with a word that the reader may see; empty while the service does not answer. */
  Optional<Answer> ask(Reader reader, String word) {
    return ask(reader, word, Optional.empty());
  }

  /**
   * The same, as soon as a position is retrievable; empty also where it is not in a moment.
   *
   * @param token the position
   */
  Optional<Answer> ask(Reader reader, String word, Optional<String> token) {
    ObjectNode request =
        JSON.createObjectNode()
            .put("query", word)
            .put("mode", "sparse")
            .put("limit", EVERY_PASSAGE);
    token.ifPresent(
        position ->
            request.putObject("freshness").put("token", position).put("waitMs", MOMENT.toMillis()));
    return answer(reader, request).map(Answer::of);
  }

  /** Waits until a position is retrievable; false where it is not in time. */
  boolean awaitRetrievable(String token, Duration wait) {
    ObjectNode request = JSON.createObjectNode().put("query", "nothing").put("mode", "sparse");
    request.putObject("freshness").put("token", token).put("waitMs", wait.toMillis());
    return answer(Reader.ALL.getFirst(), request).isPresent();
  }

  private Optional<JsonNode> answer(Reader reader, ObjectNode request) {
    try {
      return Optional.of(client(reader).post("/v1/search", request));
    } catch (Unreachable _) {
      return Optional.empty();
    } catch (Problem e) {
      if (e.status() == 503 || e.status() == 504) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Builds another generation, or has another one serve, or drops one, as the dice say. */
  void turn(Random random) {
    try {
      FreshetClient client = client(Reader.ALL.getFirst());
      List<String> others = new ArrayList<>();
      client
          .get(GENERATIONS)
          .path("generations")
          .forEach(
              one -> {
                if (!one.path("serves").asBoolean()) {
                  others.add(one.path("name").asText());
                }
              });
      if (others.isEmpty()) {
        ObjectNode wanted = JSON.createObjectNode();
        wanted.putObject("settings").put("passage.max-tokens", 64 + 32 * random.nextInt(4));
        client.post(GENERATIONS, wanted);
      } else if (random.nextInt(4) > 0) {
        client.post(GENERATIONS + "/" + others.getFirst() + "/serve", JSON.createObjectNode());
      } else {
        client.delete(GENERATIONS + "/" + others.getFirst());
      }
      turns.incrementAndGet();
    } catch (Unreachable _) {
      // Killed meanwhile.
    } catch (Problem e) {
      // Not caught up, or another change under way: that is for the caller to try again.
      if (e.status() != 409 && e.status() != 503) {
        throw e;
      }
    }
  }

  /** How many turns came to their end. */
  int turns() {
    return turns.get();
  }

  /** The generation's name. */
  String generation() {
    return client(Reader.ALL.getFirst()).get("/v1/freshness").required("generation").asText();
  }

  /** How many passages are searchable, over all tenants. */
  long passages() {
    return client(Reader.ALL.getFirst()).get("/v1/freshness").required("passages").asLong();
  }

  /** What the catalogue says of a document; empty where it knows none that the reader may see. */
  Optional<JsonNode> document(Reader reader, String id) {
    return client(reader).document(id, Optional.empty());
  }

  private FreshetClient client(Reader reader) {
    return clients.computeIfAbsent(
        reader,
        r ->
            new FreshetClient(
                URI.create("http://127.0.0.1:" + deployment.httpPort()), Optional.of(r.key())));
  }

  @Override
  public void close() {
    deployment.close();
    clients.values().forEach(FreshetClient::close);
  }
}
