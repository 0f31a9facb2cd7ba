package dev.freshet.ingest.index;

import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.StageTime;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.ExpiredDocument;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.EmbeddedDocumentCodec;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.FlowRecord;
import dev.freshet.common.topics.HeaderNames;
import dev.freshet.common.topics.IndexEventCodec;
import dev.freshet.common.topics.Outcome;
import dev.freshet.ingest.streams.CommitGate;
import dev.freshet.ingest.streams.Outgoing;
import dev.freshet.ingest.streams.Undecodable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * One input partition: applies records in order, and tells of each, in order, once it is readable.
 * What is not told or not durable yet is held back from the commit, so that it is applied and told
 * after a restart.
 */
final class IndexProcessor implements Processor<byte[], byte[], byte[], Outgoing>, CommitGate.Held {

  private final IndexRun run;
  private final String inputTopic;
  private final Lane lane;
  private final BooleanSupplier serves;
  private final Consumer<EmbeddedDocument> arrivals;
  private final Telemetry telemetry;
  private final LastWords lastWords;
  private final InstantSource clock;
  private final FlowCodec<EmbeddedDocument> codec = new FlowCodec<>(new EmbeddedDocumentCodec());
  private final IndexEventCodec events = new IndexEventCodec();
  private final Deque<Untold> untold = new ArrayDeque<>();
  private ProcessorContext<byte[], Outgoing> context;
  private TopicPartition partition;
  private Expiry expiry;
  private long last = -1;
  private long first = -1;

  /** Applied, and readable as soon as there were more refreshes than at that time. */
  private record Untold(
      Origin origin, Applied applied, Position input, Duration lay, Instant at, long refreshes) {}

  IndexProcessor(
      IndexRun run,
      String inputTopic,
      Lane lane,
      BooleanSupplier serves,
      Consumer<EmbeddedDocument> arrivals,
      Telemetry telemetry,
      InstantSource clock) {
    this.run = run;
    this.inputTopic = inputTopic;
    this.lane = lane;
    this.serves = serves;
    this.arrivals = arrivals;
    this.telemetry = telemetry;
    this.lastWords = new LastWords(telemetry.tracing(), serves);
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<byte[], Outgoing> given) {
    context = given;
    partition = new TopicPartition(inputTopic, context.taskId().partition());
    expiry = run.expiry(new LogPartition(inputTopic, partition.partition()), clock);
    run.gate().hold(this);
    context.schedule(CommitGate.SLICE, PunctuationType.WALL_CLOCK_TIME, _ -> tick());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    var at = context.recordMetadata().orElseThrow();
    Position input = new Position(at.topic(), at.partition(), at.offset());
    first = first < 0 ? input.offset() : first;
    last = input.offset();
    Undecodable.read(codec, record.value(), record.headers(), Stage.INDEX, input.token(), telemetry)
        .ifPresentOrElse(
            read -> apply(read, record.headers().lastHeader(HeaderNames.MEND) != null, input),
            () -> run.fence().pass(input));
    tell();
  }

  private void tick() {
    tell();
    run.durability().tick();
    run.sweeper().tick();
  }

  private void apply(FlowRecord<EmbeddedDocument> record, boolean mend, Position input) {
    Instant start = clock.instant();
    Duration lay = record.origin().waited(start);
    telemetry.queue(Stage.INDEX, lane, lay);
    Applied applied = mend ? run.fence().mend(record, input) : run.fence().apply(record, input);
    if (mend && applied.state() == DocumentState.SUPERSEDED) {
      // Orphans are gone. Of a version that nobody may know there is nothing to tell.
      run.refresher().refresh();
      return;
    }
    if (applied.state() == DocumentState.SUPERSEDED
        && !(record.outcome() instanceof Outcome.Superseded<EmbeddedDocument>)) {
      telemetry.superseded(Stage.INDEX);
    }
    if (isNews(record.origin(), applied)
        && lane != Lane.BULK
        && record.outcome() instanceof Outcome.Content<EmbeddedDocument>(EmbeddedDocument it)) {
      arrivals.accept(it);
    }
    Instant end = clock.instant();
    telemetry.stage(Stage.INDEX, lane, Duration.between(start, end));
    Origin origin = record.origin().after(StageTime.between(Stage.INDEX, start, end));
    untold.addLast(new Untold(origin, applied, input, lay, end, run.refresher().refreshes()));
  }

  private void tell() {
    if (!untold.isEmpty() && !readable(untold.getFirst()) && run.refresher().due()) {
      run.refresher().refresh();
    }
    if (!untold.isEmpty() && readable(untold.getFirst())) {
      Instant now = clock.instant();
      while (!untold.isEmpty() && readable(untold.getFirst())) {
        tell(untold.getFirst(), now);
        untold.removeFirst();
      }
    }
    if (untold.isEmpty()) {
      expiry.due().forEach(this::tellExpired);
    }
  }

  /** Told between the others: by then its own arrival has been. Nobody is given it any more. */
  private void tellExpired(ExpiredDocument gone) {
    Instant now = clock.instant();
    Origin origin =
        new Origin(
            gone.identity(), gone.version(), List.of(StageTime.between(Stage.INDEX, now, now)));
    Position input = new Position(inputTopic, partition.partition(), Math.max(last, gone.since()));
    forward(Applied.gone(gone.metadata(), false, false, Optional.empty()).event(origin, input));
    expiry.told(gone);
  }

  private boolean readable(Untold head) {
    return !head.applied().changed() || head.refreshes() < run.refresher().refreshes();
  }

  private void tell(Untold head, Instant now) {
    Applied applied = head.applied();
    telemetry.stage(Stage.REFRESH, lane, Duration.between(head.at(), now));
    if (isNews(head.origin(), applied)) {
      telemetry.freshness(
          head.origin(), Duration.between(head.origin().version().publishedAt(), now));
    }
    Origin origin = head.origin().after(StageTime.between(Stage.REFRESH, head.at(), now));
    IndexEvent event = applied.event(origin, head.input());
    forward(event);
    if (!applied.replay()) {
      lastWords.told(event, head.lay());
    }
    run.sweeper().told(head.input());
  }

  /** Whether readers are given it, and were not before. */
  private boolean isNews(Origin origin, Applied applied) {
    return applied.state() == DocumentState.INDEXED
        && !applied.replay()
        && serves.getAsBoolean()
        && !origin.identity().tenant().equals(Tenant.CANARY);
  }

  private void forward(IndexEvent event) {
    context.forward(
        Outgoing.of(IndexJob.SINK, event.origin(), key(event), events.encode(event)).record(),
        IndexJob.SINK);
  }

  /**
   * As between the jobs, what changes nothing about the document stands under a key of its own:
   * compaction must not take it for the document's last word. So does what was deferred, for it
   * stays open behind a later version that died; and what the slow lane tells, for it may be told
   * after a newer version, and is no word on how far its source partition is.
   */
  private byte[] key(IndexEvent event) {
    String mark =
        switch (event.state()) {
          case INDEXED, DELETED -> "";
          case SUPERSEDED, DEAD -> "!";
          case DEFERRED -> "?";
        };
    String strand = lane == Lane.SLOW ? "~" : "";
    return (strand + mark + event.origin().identity().key()).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    run.gate().release(this);
    untold.clear();
  }

  @Override
  public TopicPartition partition() {
    return partition;
  }

  /** The oldest that is not durable or not told: both are held back from the commit. */
  @Override
  public OptionalLong oldest() {
    long untoldFrom = untold.isEmpty() ? last + 1 : untold.getFirst().input().offset();
    long durableTo = run.durability().offset(new LogPartition(inputTopic, partition.partition()));
    long oldest = Math.min(untoldFrom, Math.max(first, durableTo + 1));
    return last < 0 || oldest > last ? OptionalLong.empty() : OptionalLong.of(oldest);
  }

  @Override
  public boolean busy() {
    return !untold.isEmpty();
  }

  @Override
  public boolean ready() {
    return !untold.isEmpty() && (readable(untold.getFirst()) || run.refresher().due());
  }
}
