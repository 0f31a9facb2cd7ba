package dev.freshet.common.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.freshet.common.document.Block;
import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.document.Passage;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Signal;
import dev.freshet.common.document.Sketch;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.StageTime;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class CodecsTest {
  private static final Failure FAILURE = new Failure(Stage.PARSE, Reason.CORRUPT, "ünreadable");
  private final FlowCodec<ParsedDocument> flow = new FlowCodec<>(new ParsedDocumentCodec());

  private static Metadata metadata(SplittableRandom random) {
    Map<String, String> meta = new HashMap<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      meta.put("k" + random.nextInt(99), "v" + i);
    }
    return new Metadata(
        "t" + random.nextInt(),
        "f",
        "text/html",
        "u",
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(random.nextLong(1L << 42))),
        Optional.empty(),
        List.of("b", "a"),
        meta,
        "ann",
        Optional.of(Instant.EPOCH),
        Optional.empty(),
        random.nextLong(1L << 40));
  }

  private static Origin origin(SplittableRandom random) {
    String topic = "docs-" + random.nextInt(9);
    return new Origin(
        new DocumentIdentity(topic, new Tenant("acme"), new DocumentId("a/ü" + random.nextInt())),
        new Version(
            new Position(topic, random.nextInt(9), random.nextLong(1L << 50)),
            Instant.ofEpochMilli(random.nextLong(1L << 42))),
        List.of(
            new StageTime(
                Stage.PARSE,
                5,
                random.nextLong(1L << 50),
                random.nextBoolean() ? "" : "machine-" + random.nextInt(9))));
  }

  private static ParsedDocument parsed(SplittableRandom random) {
    return new ParsedDocument(
        metadata(random),
        List.of(
            new Block.Heading(2, "h"),
            new Block.Paragraph("p" + random.nextInt()),
            new Block.ListItem(1, "i"),
            new Block.TableRow(List.of("a"), List.of("1", "")),
            new Block.Code("java", "x;\n"),
            new Block.PageBreak(7),
            new Block.Attachment("n", "text/plain"),
            new Block.Boilerplate("m")),
        List.of("note"),
        random.nextInt(9),
        signals(random),
        sketch(random));
  }

  private static List<Signal> signals(SplittableRandom random) {
    return random.nextBoolean()
        ? List.of()
        : List.of(
            new Signal(Signal.Kind.LANGUAGE, random.nextDouble(), "de", false),
            new Signal(Signal.Kind.PII, random.nextInt(99), "email 3, iban 1", true));
  }

  private static Optional<Sketch> sketch(SplittableRandom random) {
    byte[] values = new byte[Sketch.VALUES];
    random.nextBytes(values);
    return random.nextBoolean() ? Optional.empty() : Optional.of(Sketch.of(values));
  }

  @RepeatedTest(20)
  void parsedDocument_isReadBack_andEqualOnesHaveEqualBytes(RepetitionInfo repetition) {
    int seed = repetition.getCurrentRepetition();
    ParsedDocument document = parsed(new SplittableRandom(seed));
    ParsedDocumentCodec codec = new ParsedDocumentCodec();
    assertThat(codec.decode(codec.encode(document))).isEqualTo(document);
    assertThat(codec.encode(parsed(new SplittableRandom(seed)))).isEqualTo(codec.encode(document));
  }

  @RepeatedTest(20)
  void embeddedDocument_isReadBackToTheBit(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    Vector vector = Vector.of((float) random.nextGaussian(), -0f, Float.MIN_VALUE);
    Passage passage = new Passage("id", 0, List.of("a", "b"), Optional.of(3), "text", 9);
    EmbeddedDocument document =
        new EmbeddedDocument(
            metadata(random),
            List.of(new EmbeddedPassage(passage, vector, random.nextBoolean())),
            List.of(),
            signals(random),
            sketch(random));
    EmbeddedDocumentCodec codec = new EmbeddedDocumentCodec();
    assertThat(codec.decode(codec.encode(document))).isEqualTo(document);
  }

  @RepeatedTest(20)
  void indexEvent_ofAnyState_isReadBack(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    DocumentState state = List.of(DocumentState.values()).get(random.nextInt(5));
    IndexEvent event =
        new IndexEvent(
            origin(random),
            state,
            new Position("in-put", 1, 5),
            random.nextBoolean() ? Metadata.NONE : metadata(random),
            3,
            2,
            1,
            state == DocumentState.DEAD ? Optional.of(FAILURE) : Optional.empty(),
            random.nextBoolean() ? List.of() : List.of("One could not be read.", "Nor another."),
            signals(random),
            sketch(random),
            random.nextBoolean() ? Optional.empty() : Optional.of(new Position("other", 2, 9)));
    IndexEventCodec codec = new IndexEventCodec();
    assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
  }

  @RepeatedTest(20)
  void flowRecord_ofAnyOutcome_isReadBack(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    Origin origin = origin(random);
    for (Outcome<ParsedDocument> outcome :
        List.<Outcome<ParsedDocument>>of(
            new Outcome.Content<>(parsed(random)),
            new Outcome.Deleted<>(),
            new Outcome.Superseded<>(),
            new Outcome.Deferred<>(),
            new Outcome.Dead<>(FAILURE))) {
      FlowRecord<ParsedDocument> record = new FlowRecord<>(origin, outcome);
      FlowCodec.Encoded encoded = flow.encode(record);
      assertThat(flow.decode(encoded.value(), encoded.headers())).isEqualTo(record);
      boolean stands =
          outcome instanceof Outcome.Content<?> || outcome instanceof Outcome.Deleted<?>;
      assertThat(new String(encoded.key(), java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo((stands ? "" : "!") + origin.identity().key());
    }
  }

  @Test
  void indexEvent_ofBeforeMachinesWereNoted_isReadBack() {
    byte[] before =
        ("{\"document\":\"docs/acme/a\",\"version\":\"docs-0@3\","
                + "\"publishedAt\":\"2026-01-01T00:00:00Z\",\"state\":\"indexed\","
                + "\"input\":\"in-0@5\",\"times\":"
                + "[{\"stage\":\"parse\",\"startMicros\":1,\"endMicros\":2}]}")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(new IndexEventCodec().decode(before).origin().times())
        .containsExactly(new StageTime(Stage.PARSE, 1, 2));
  }

  @Test
  void origin_ofBeforeMachinesWereNoted_isReadBack() {
    var time =
        dev.freshet.common.topics.wire.StageTime.newBuilder().setStage("parse").setEndMicros(2);
    byte[] before =
        dev.freshet.common.topics.wire.Origin.newBuilder()
            .setTopic("docs")
            .setTenant("acme")
            .setId("a")
            .addTimes(time)
            .build()
            .toByteArray();
    var headers = new RecordHeaders().add(HeaderNames.ORIGIN, before);
    assertThat(FlowCodec.origin(headers).orElseThrow().times())
        .containsExactly(new StageTime(Stage.PARSE, 0, 2));
  }

  @Test
  void documents_ofBeforeSignalsWereMeasured_haveNone() {
    byte[] parsed =
        dev.freshet.common.topics.wire.ParsedDocument.newBuilder()
            .addNotices("note")
            .build()
            .toByteArray();
    byte[] embedded =
        dev.freshet.common.topics.wire.EmbeddedDocument.newBuilder()
            .addNotices("note")
            .build()
            .toByteArray();
    assertThat(new ParsedDocumentCodec().decode(parsed))
        .isEqualTo(new ParsedDocument(Metadata.NONE, List.of(), List.of("note")));
    assertThat(new EmbeddedDocumentCodec().decode(embedded))
        .isEqualTo(new EmbeddedDocument(Metadata.NONE, List.of(), List.of("note")));
  }

  @Test
  void signalThatALaterReleaseMeasures_isPassedOver() {
    byte[] later =
        dev.freshet.common.topics.wire.ParsedDocument.newBuilder()
            .addSignals(signal("smell"))
            .addSignals(signal("pii"))
            .build()
            .toByteArray();
    byte[] event =
        ("{\"document\":\"docs/acme/a\",\"version\":\"docs-0@3\","
                + "\"publishedAt\":\"2026-01-01T00:00:00Z\",\"state\":\"indexed\","
                + "\"input\":\"in-0@5\",\"signals\":[{\"signal\":\"smell\",\"value\":1},"
                + "{\"signal\":\"pii\",\"value\":2}]}")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Signal known = new Signal(Signal.Kind.PII, 2, "", false);
    assertThat(new ParsedDocumentCodec().decode(later).signals()).containsExactly(known);
    assertThat(new IndexEventCodec().decode(event).signals()).containsExactly(known);
  }

  @Test
  void sketchByALaterRule_isPassedOver() {
    byte[] later = new byte[Sketch.VALUES + 1];
    later[0] = 2;
    byte[] parsed =
        dev.freshet.common.topics.wire.ParsedDocument.newBuilder()
            .setSketch(com.google.protobuf.ByteString.copyFrom(later))
            .build()
            .toByteArray();
    byte[] event =
        ("{\"document\":\"docs/acme/a\",\"version\":\"docs-0@3\","
                + "\"publishedAt\":\"2026-01-01T00:00:00Z\",\"state\":\"indexed\","
                + "\"input\":\"in-0@5\",\"sketch\":\""
                + java.util.Base64.getEncoder().encodeToString(later)
                + "\"}")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(new ParsedDocumentCodec().decode(parsed).sketch()).isEmpty();
    assertThat(new IndexEventCodec().decode(event).sketch()).isEmpty();
  }

  private static dev.freshet.common.topics.wire.Signal signal(String kind) {
    return dev.freshet.common.topics.wire.Signal.newBuilder().setKind(kind).setValue(2).build();
  }

  @Test
  void flowRecord_withoutOrigin_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> flow.decode(new byte[0], new RecordHeaders()))
        .withMessage("header freshet-origin is missing");
  }

  @Test
  void flowPartition_spreadsTheSourcePartitionsAndDependsOnNothingElse() {
    assertThat(FlowPartition.of(new LogPartition("t", 1), 4))
        .isEqualTo((FlowPartition.of(new LogPartition("t", 0), 4) + 1) % 4);
    assertThat(FlowPartition.of(new LogPartition("t", 7), 1)).isZero();
  }

  @Test
  void sourceTopic_isReadWithItsLane() {
    assertThat(SourceTopic.parse("a-b")).isEqualTo(new SourceTopic("a-b", Lane.LIVE));
    assertThat(SourceTopic.parse("a:bulk")).isEqualTo(new SourceTopic("a", Lane.BULK));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SourceTopic.parse("a:slow"))
        .withMessage("source \"a:slow\": give TOPIC, TOPIC:live or TOPIC:bulk");
  }

  @Test
  void topicNames_ofTheBulkLane_haveASuffix() {
    assertThat(TopicNames.DEFAULT.parsed(Lane.LIVE)).isEqualTo("freshet.parsed");
    assertThat(TopicNames.DEFAULT.embedded("g", Lane.BULK)).isEqualTo("freshet.embedded.g.bulk");
  }
}
