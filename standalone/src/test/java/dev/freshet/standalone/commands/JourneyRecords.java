package dev.freshet.standalone.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Signal;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.StageTime;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.topics.EmbeddedDocumentCodec;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.FlowPartition;
import dev.freshet.common.topics.FlowRecord;
import dev.freshet.common.topics.IndexEventCodec;
import dev.freshet.common.topics.Outcome;
import dev.freshet.common.topics.ParsedDocumentCodec;
import dev.freshet.common.topics.TopicNames;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The line's topics under a prefix of their own, and what publishers and jobs write to them. */
final class JourneyRecords {
  private static final String GENERATION = "nothing";
  private static int lines;

  private final LettersOnABroker kafka;
  private final TopicNames topics = new TopicNames("j" + lines++ + ".");
  private final String source = "documents-of-" + topics.prefix();
  private long told;

  JourneyRecords(LettersOnABroker kafka) throws Exception {
    this.kafka = kafka;
    kafka.topics(topics);
    kafka.topics(
        List.of(
            topics.permissions(),
            topics.parsed(Lane.LIVE),
            topics.parsed(Lane.SLOW),
            topics.embedded(GENERATION, Lane.LIVE),
            topics.embedded(GENERATION, Lane.SLOW)));
  }

  TopicNames topics() {
    return topics;
  }

  /** Microseconds since the epoch, so many milliseconds after a version was published. */
  static long micros(Version version, long millis) {
    return (version.publishedAt().toEpochMilli() + millis) * 1000;
  }

  /** Publishes a version, with these headers: names and values by turns. */
  Version publish(String id, String... headers) throws Exception {
    return published(id, "text".getBytes(UTF_8), headers);
  }

  /** Publishes its end. */
  Version delete(String id) throws Exception {
    return published(id, null);
  }

  private Version published(String id, byte[] value, String... headers) throws Exception {
    var all = new RecordHeaders();
    for (int i = 0; i < headers.length; i += 2) {
      all.add(headers[i], headers[i + 1].getBytes(UTF_8));
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    String position =
        kafka.send(
            new ProducerRecord<>(source, 0, now.toEpochMilli(), id.getBytes(UTF_8), value, all));
    return new Version(Position.parse(position), now);
  }

  private Origin origin(String id, Version version, int stages) {
    List<StageTime> times =
        List.of(
            new StageTime(Stage.PARSE, micros(version, 10), micros(version, 15), "one"),
            new StageTime(Stage.EMBED, micros(version, 20), micros(version, 30), "two"),
            new StageTime(Stage.INDEX, micros(version, 40), micros(version, 50), "two"),
            new StageTime(Stage.REFRESH, micros(version, 50), micros(version, 55), "two"));
    return new Origin(
        new DocumentIdentity(source, Tenant.DEFAULT, new DocumentId(id)),
        version,
        times.subList(0, stages));
  }

  void parsed(String id, Version version, Outcome<ParsedDocument> outcome) throws Exception {
    FlowCodec<ParsedDocument> codec = new FlowCodec<>(new ParsedDocumentCodec());
    between(
        topics.parsed(Lane.LIVE), codec.encode(new FlowRecord<>(origin(id, version, 1), outcome)));
  }

  void embedded(String id, Version version, Outcome<EmbeddedDocument> outcome) throws Exception {
    FlowCodec<EmbeddedDocument> codec = new FlowCodec<>(new EmbeddedDocumentCodec());
    between(
        topics.embedded(GENERATION, Lane.LIVE),
        codec.encode(new FlowRecord<>(origin(id, version, 2), outcome)));
  }

  private void between(String topic, FlowCodec.Encoded record) throws Exception {
    kafka.send(
        new ProducerRecord<>(topic, 0, null, record.key(), record.value(), record.headers()));
  }

  /** As the parse job puts it off. */
  void slow(String id, Version version) throws Exception {
    var headers = new RecordHeaders();
    headers.add("freshet-source-position", version.position().token().getBytes(UTF_8));
    kafka.send(
        new ProducerRecord<>(topics.slow(), 0, null, id.getBytes(UTF_8), new byte[3], headers));
    kafka.send(
        new ProducerRecord<>(topics.slow(), 1, null, id.getBytes(UTF_8), new byte[3], headers));
    kafka.send(
        new ProducerRecord<>(topics.slow(), 2, null, id.getBytes(UTF_8), new byte[3], headers));
  }

  /** A dead letter of a version, where the jobs put it. */
  String letter(String id, Version version, Reason reason) throws Exception {
    int partition = FlowPartition.of(version.position().log(), LettersOnABroker.PARTITIONS);
    Map<String, String> headers = LettersOnABroker.headers(reason, version.position().token());
    return kafka.write(topics, partition, version.publishedAt(), id, new byte[3], headers);
  }

  /** What the index job tells in the end. */
  void tell(
      String id, Version version, DocumentState state, List<String> acl, Optional<Failure> failure)
      throws Exception {
    tell(origin(id, version, 4), state, acl, failure);
  }

  /** Of one that stepped aside at the parse job: it hands on no time of its own. */
  void tellPassing(String id, Version version) throws Exception {
    Origin all = origin(id, version, 4);
    tell(
        new Origin(all.identity(), version, all.times().subList(1, 4)),
        DocumentState.DEFERRED,
        List.of(),
        Optional.empty());
  }

  private void tell(Origin origin, DocumentState state, List<String> acl, Optional<Failure> failure)
      throws Exception {
    Metadata metadata =
        state == DocumentState.INDEXED
            ? new Metadata(
                "T",
                "",
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                acl,
                Map.of(),
                "",
                Optional.empty(),
                Optional.empty(),
                4)
            : Metadata.NONE;
    Position input = new Position(topics.embedded(GENERATION, Lane.LIVE), 0, told++);
    List<Signal> signals =
        state == DocumentState.INDEXED
            ? List.of(new Signal(Signal.Kind.PII, 1, "email 1", true))
            : List.of();
    var event =
        new IndexEvent(
            origin,
            state,
            input,
            metadata,
            1,
            1,
            0,
            failure,
            List.of(),
            signals,
            Optional.empty(),
            Optional.empty());
    String mark =
        switch (state) {
          case INDEXED, DELETED -> "";
          case SUPERSEDED, DEAD -> "!";
          case DEFERRED -> "?";
        };
    kafka.send(
        new ProducerRecord<>(
            topics.indexEvents(),
            (mark + origin.identity().key()).getBytes(UTF_8),
            new IndexEventCodec().encode(event)));
  }
}
