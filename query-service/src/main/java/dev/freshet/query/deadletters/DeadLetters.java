package dev.freshet.query.deadletters;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.Position;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.query.backwards.Bounds;
import dev.freshet.query.backwards.Readings;
import dev.freshet.query.backwards.TopicLog;
import dev.freshet.query.exchange.Parameters;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@code /v1/dead-letters} and what lies below it. */
public final class DeadLetters {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 200;
  private static final List<String> PARAMETERS =
      Stream.concat(LetterFilter.FIELDS.stream(), Stream.of("cursor", "limit")).toList();

  private final String topic;
  private final Marks marks;
  private final PuttingBack puttingBack;
  private final Readings<Letter> readings;

  /**
   * @param topics where letters, marks and the slow lane are
   * @param consumers makes a consumer for each request
   * @param producer with acks=all; the caller closes it, after this is used no more
   */
  public DeadLetters(
      DeadLetterSettings settings,
      TopicNames topics,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Producer<byte[], byte[]> producer,
      InstantSource clock) {
    this.topic = topics.deadLetters();
    this.marks = new Marks(topics.deadLetterMarks(), topic, producer, clock);
    this.puttingBack = new PuttingBack(topics.slow(), producer, settings.timeout());
    this.readings =
        new Readings<>(
            new Readings.Limits(
                "dead letters",
                DeadLetterSettings.READERS.key(),
                settings.readers(),
                settings.timeout()),
            topic,
            consumers,
            Letter::of,
            marks::catchUp);
  }

  /** A page of letters, the newest first. */
  public Reply list(Request request) {
    Parameters parameters = Parameters.of(request, PARAMETERS);
    LetterFilter filter = LetterFilter.of("", parameters::text);
    Optional<Bounds> cursor = parameters.text("cursor").map(Bounds::parse);
    int limit = parameters.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    return readings.read(
        reading -> {
          ObjectNode root = JsonNodeFactory.instance.objectNode();
          ArrayNode letters = root.putArray("letters");
          walk(
              reading,
              filter,
              cursor,
              root,
              letter -> {
                LetterJson.write(letters.addObject(), letter);
                return letters.size() < limit;
              });
          return Reply.json(200, root);
        });
  }

  /** Hands on open letters that the filter means, and tells how far it came. */
  private void walk(
      Readings.Reading<Letter> reading,
      LetterFilter filter,
      Optional<Bounds> cursor,
      ObjectNode told,
      Predicate<Letter> more) {
    reading.walk(
        filter.since(),
        cursor,
        told,
        letter -> !filter.fits(letter) || marks.settled(letter.position()) || more.test(letter));
  }

  /**
   * Where the open letter of a version stands.
   *
   * @param died about when it was given up, by the clocks of the jobs
   * @return empty where there is none any more, or none was found in time
   * @throws Problem when too many read at once
   * @throws Outage when Kafka does not answer in time
   */
  public Optional<Position> letterOf(Position version, Instant died) {
    return readings.read(reading -> LetterOfVersion.find(reading, version, died, marks::settled));
  }

  /** One letter, with its headers and the beginning of its text. */
  public Reply get(Request request) {
    Parameters.of(request, List.of());
    return readings.read(
        reading -> {
          ConsumerRecord<byte[], byte[]> record = record(reading, position(request));
          ObjectNode node = JsonNodeFactory.instance.objectNode();
          LetterJson.write(node, Letter.of(record), record);
          return Reply.json(200, node);
        });
  }

  /** The file of a letter, to be saved and never shown. */
  public Reply bytes(Request request) {
    Parameters.of(request, List.of());
    return readings.read(
        reading -> {
          ConsumerRecord<byte[], byte[]> record = record(reading, position(request));
          if (record.value() == null) {
            throw Problem.notFound(
                "this letter has no bytes: they were no longer in Kafka when it was written");
          }
          Letter letter = Letter.of(record);
          String name =
              letter.filename().isEmpty() ? letter.id().orElse("letter") : letter.filename();
          return new Reply(
              200,
              "application/octet-stream",
              Map.of("Content-Disposition", "attachment; filename*=UTF-8''" + encoded(name)),
              record.value());
        });
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  /** Puts one back, or those that a filter means. */
  public Reply replay(Request request) {
    Parameters.of(request, List.of());
    // Without one a browser sends it for any page that asks; with one it asks here first.
    if (request.header("Content-Type").isEmpty()) {
      throw Problem.of(
              415,
              "Unsupported media type",
              "the body must be JSON: send Content-Type: application/json")
          .with("field", "Content-Type");
    }
    ReplayRequest wanted = ReplayRequest.read(request.body());
    Optional<Position> one = wanted.position().map(this::position);
    return readings.read(
        reading ->
            Reply.json(
                200,
                one.isPresent() ? replayOne(reading, one.get()) : replayMany(reading, wanted)));
  }

  private ObjectNode replayOne(Readings.Reading<Letter> reading, Position position) {
    ConsumerRecord<byte[], byte[]> record = record(reading, position);
    Letter letter = Letter.of(record);
    letter
        .obstacle()
        .ifPresent(
            obstacle -> {
              throw Problem.of(409, "Not replayable", "not put back as it is: " + obstacle)
                  .with("field", "position")
                  .with("reason", letter.reason());
            });
    puttingBack.put(letter, record);
    puttingBack.await(marks.mark(position, Marks.Settled.REPLAYED));
    ObjectNode told = JsonNodeFactory.instance.objectNode().put("replayed", 1);
    told.putArray("notReplayed");
    return told.put("looked", 1).put("left", 0).putNull("next");
  }

  private ObjectNode replayMany(Readings.Reading<Letter> reading, ReplayRequest wanted) {
    ObjectNode told = JsonNodeFactory.instance.objectNode().put("replayed", 0);
    ArrayNode not = told.putArray("notReplayed");
    AtomicInteger replayed = new AtomicInteger();
    walk(
        reading,
        wanted.filter(),
        wanted.cursor(),
        told,
        letter -> {
          if (letter.obstacle().isPresent()) {
            ObjectNode left = not.addObject().put("position", letter.position().token());
            left.put("id", letter.id().orElse(null)).put("reason", letter.reason());
            left.put("obstacle", letter.obstacle().get());
          } else if (putBack(reading, letter, replayed.get())) {
            replayed.incrementAndGet();
          }
          return replayed.get() + not.size() < MAX_LIMIT;
        });
    return told.put("replayed", replayed.get());
  }

  /** Whether it was still there. An outage after others were put back ends the request early. */
  private boolean putBack(Readings.Reading<Letter> reading, Letter letter, int before) {
    try {
      Optional<ConsumerRecord<byte[], byte[]>> record = reading.again(letter.position());
      record.ifPresent(
          whole -> {
            puttingBack.put(letter, whole);
            puttingBack.await(marks.mark(letter.position(), Marks.Settled.REPLAYED));
          });
      return record.isPresent();
    } catch (Outage e) {
      if (before == 0) {
        throw e;
      }
      LOG.warn("replaying ends early: {}", e.getMessage());
      throw new TopicLog.OutOfTime();
    }
  }

  /** Settles one as dropped: it is told no more. */
  public Reply drop(Request request) {
    Parameters.of(request, List.of());
    return readings.read(
        reading -> {
          Position position = position(request);
          record(reading, position);
          puttingBack.await(marks.mark(position, Marks.Settled.DROPPED));
          return Reply.json(
              200,
              JsonNodeFactory.instance
                  .objectNode()
                  .put("position", position.token())
                  .put("dropped", true));
        });
  }

  private Position position(Request request) {
    return position(request.parameter("position"));
  }

  private Position position(String text) {
    try {
      Position position = Position.parse(text);
      if (position.topic().equals(topic)) {
        return position;
      }
    } catch (IllegalArgumentException _) {
      // Told below, like a position of another topic.
    }
    throw Problem.field(
        "position",
        "\"position\" is no letter's: give one of the list, such as " + topic + "-0@17");
  }

  private ConsumerRecord<byte[], byte[]> record(
      Readings.Reading<Letter> reading, Position position) {
    if (marks.settled(position)) {
      throw Problem.notFound("this letter was replayed or dropped before");
    }
    return reading
        .again(position)
        .orElseThrow(
            () -> Problem.notFound("there is no such letter, or Kafka no longer keeps it"));
  }
}
