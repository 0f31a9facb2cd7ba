package dev.freshet.query.journey;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.StageTime;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.Catalogue;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.query.backwards.Readings;
import dev.freshet.query.exchange.Handler;
import dev.freshet.query.exchange.Parameters;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.exchange.Spelling;
import dev.freshet.query.freshness.Freshness;
import dev.freshet.query.freshness.Standing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@code GET /v1/documents/{id}/journey}, for one generation. */
public final class Journeys implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(Journeys.class);

  /** A request looks at about so many kinds of records, each for its share of the time. */
  private static final int LOOKS = 3;

  private final JourneySettings settings;
  private final List<SourceTopic> sources;
  private final TopicNames topics;
  private final String generation;
  private final Catalogue catalogue;
  private final Freshness freshness;
  private final Supplier<OptionalDouble> recent;
  private final Letters letters;
  private final InstantSource clock;
  private final Readings<EventEntry> readings;

  /**
   * @param topics the generation's
   * @param catalogue the generation's
   * @param freshness the generation's
   * @param recent median from publish to retrievable of recent documents, in ms
   * @param consumers makes a consumer for each request
   */
  public Journeys(
      JourneySettings settings,
      List<SourceTopic> sources,
      TopicNames topics,
      String generation,
      Catalogue catalogue,
      Freshness freshness,
      Supplier<OptionalDouble> recent,
      Letters letters,
      Supplier<Consumer<byte[], byte[]>> consumers,
      InstantSource clock) {
    this.settings = settings;
    this.sources = List.copyOf(sources);
    this.topics = topics;
    this.generation = generation;
    this.catalogue = catalogue;
    this.freshness = freshness;
    this.recent = recent;
    this.letters = letters;
    this.clock = clock;
    this.readings =
        new Readings<>(
            new Readings.Limits(
                "journey of a document",
                JourneySettings.READERS.key(),
                settings.readers(),
                settings.timeout()),
            topics.indexEvents(),
            consumers,
            EventEntry::new,
            Readings.Before.NOTHING);
  }

  @Override
  public Reply handle(Request request) {
    Parameters parameters = Parameters.of(request, List.of("source", "token"));
    DocumentId id = id(request.parameter("id"));
    Optional<Position> token = parameters.text("token").map(Journeys::token);
    List<String> names = names(parameters.text("source"), token);
    Access access = freshness.withheld(request.caller().access());
    return readings.read(
        reading -> {
          var share = settings.timeout().dividedBy(LOOKS);
          var line = new Line(reading, settings.records(), share);
          return Reply.json(200, journey(line, access, id, names, token));
        });
  }

  private static DocumentId id(String text) {
    try {
      return new DocumentId(text);
    } catch (IllegalArgumentException e) {
      throw Problem.field("id", e.getMessage());
    }
  }

  private static Position token(String text) {
    try {
      return Position.parse(text);
    } catch (IllegalArgumentException _) {
      throw Problem.field(
          "token",
          "parameter \"token\": give the token that publishing answered, topic-partition@offset");
    }
  }

  /** The sources to look in. */
  private List<String> names(Optional<String> source, Optional<Position> token) {
    List<String> all = sources.stream().map(SourceTopic::topic).toList();
    source
        .filter(name -> !all.contains(name))
        .ifPresent(
            name -> {
              throw Problem.field("source", Spelling.unknown("source", name, all));
            });
    token
        .map(Position::topic)
        .filter(name -> !source.map(List::of).orElse(all).contains(name))
        .ifPresent(
            name -> {
              throw Problem.field(
                  "token", Spelling.unknown("source", name, source.map(List::of).orElse(all)));
            });
    return token.map(Position::topic).or(() -> source).map(List::of).orElse(all);
  }

  private ObjectNode journey(
      Line line, Access access, DocumentId id, List<String> names, Optional<Position> token) {
    var gathering = new Gathering(catalogue, freshness, line, access);
    List<Found> all = new ArrayList<>();
    names.forEach(name -> gathering.in(name, id, token).ifPresent(all::add));
    Found found =
        all.stream()
            .max((one, other) -> one.newest().publishedAt().compareTo(other.newest().publishedAt()))
            .orElseThrow(() -> Problem.notFound(unknown(gathering)));
    token
        .filter(t -> found.stories().stream().noneMatch(s -> s.version().position().equals(t)))
        .ifPresent(
            _ -> {
              throw Problem.notFound(
                  "no version of this document is known by that token: Kafka keeps its record no"
                      + " longer, or it is another document's");
            });
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("id", id.value());
    root.put("source", found.identity().source());
    Instant now = clock.instant();
    root.put("time", now.toString());
    root.put("standing", found.standing().map(v -> v.position().token()).orElse(null));
    root.putObject("underWay").put("looked", gathering.looked()).put("left", gathering.left());
    write(root.putArray("versions"), found, line, now);
    return root;
  }

  private static String unknown(Gathering gathering) {
    return gathering.left() == 0
        ? "there is no such document, neither retrievable nor under way: check its id"
        : "there is no such document among those that came out, nor among the newest "
            + gathering.looked()
            + " of "
            + (gathering.looked() + gathering.left())
            + " records under way: give the token that publishing answered, or ask again later";
  }

  private void write(ArrayNode versions, Found found, Line line, Instant now) {
    var whereabouts =
        new Whereabouts(
            new Steps(line, topics, generation),
            lane(found.identity().source()),
            found.standing(),
            recent.get(),
            now);
    boolean ahead = freshness.permissionsAhead(found.identity());
    for (Story story : found.stories()) {
      Standing seen = freshness.standing(story.version().position());
      JourneyJson.write(
          versions.addObject(),
          story,
          whereabouts.of(story, seen),
          seen,
          found.standing().equals(Optional.of(story.version())),
          ahead,
          story.word().flatMap(this::letter),
          now);
    }
  }

  private Lane lane(String source) {
    return sources.stream()
        .filter(s -> s.topic().equals(source))
        .map(SourceTopic::lane)
        .findFirst()
        .orElse(Lane.LIVE);
  }

  /** Of a dead version; the rest of the journey is told also where it cannot be found now. */
  private Optional<Position> letter(IndexEvent event) {
    if (event.state() != DocumentState.DEAD) {
      return Optional.empty();
    }
    Position version = event.origin().version().position();
    try {
      return letters.of(version, died(event));
    } catch (Problem | Outage e) {
      LOG.info("the dead letter of {} is not looked for: {}", version, e.getMessage());
      return Optional.empty();
    }
  }

  /** When the stage was done in which it died; that of publishing is noted by the parse job. */
  private static Instant died(IndexEvent event) {
    Stage stage = event.failure().orElseThrow().stage();
    Stage noted = stage == Stage.PUBLISH ? Stage.PARSE : stage;
    return event.origin().times().stream()
        .filter(time -> time.stage() == noted)
        .mapToLong(StageTime::endMicros)
        .mapToObj(StageTime::instant)
        .findFirst()
        .orElseGet(() -> event.origin().version().publishedAt());
  }
}
