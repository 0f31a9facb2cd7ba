package dev.freshet.ingest;

import dev.freshet.common.claim.Claims;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.telemetry.MeasuredWriter;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.ingest.drift.Drift;
import dev.freshet.ingest.embed.EmbedJob;
import dev.freshet.ingest.index.IndexJob;
import dev.freshet.ingest.parse.DocumentParser;
import dev.freshet.ingest.parse.ParseJob;
import dev.freshet.ingest.permissions.PermissionsJob;
import dev.freshet.ingest.quality.Quality;
import dev.freshet.ingest.streams.FlowJob;
import dev.freshet.ingest.streams.SourceRecords;
import dev.freshet.ingest.streams.WindowLimits;
import java.time.InstantSource;
import java.util.List;

/**
 * The line of flow, written down once. Start reading here.
 *
 * <pre>
 *   documents ──► permissions ──► who may read what, ahead of everything below
 *   documents ──► parse ──► parsed ──► embed ──► embedded.&lt;generation&gt; ──► index ──► store
 *                   │                    │                                   │
 *                   ├──► dead-letters ◄──┤                                   └──► index-events
 *                   └──► documents.slow  └──► parsed.slow
 * </pre>
 *
 * <p>Embed and index run once for each generation that is alive. Each job runs once for each lane
 * that has sources, and once for the slow lane, under its own application id. The slow lane begins
 * at {@code documents.slow} and goes the same way, with topics of its own: what takes too long in a
 * fast lane goes there, and delays nobody. Between the jobs a document is a {@link
 * dev.freshet.common.topics.FlowRecord}: every published record comes out of every job in the order
 * of its source partition, also where it died or was deleted on the way; a live one that holds up
 * others comes out as deferred in its place, and once more when it is done.
 */
record Flow(
    IngestSettings settings,
    List<SourceTopic> sources,
    TopicNames topics,
    DocumentParser parser,
    Claims claims,
    SourceRecords sourceRecords,
    Drift drift,
    Telemetry telemetry,
    InstantSource clock) {

  /** What is done to documents, once for all generations. */
  List<FlowJob> documents() {
    return List.of(
        new ParseJob(
            sources,
            topics,
            parser,
            claims,
            settings.maxFileBytes(),
            new Quality(settings.quality(), telemetry),
            window(),
            telemetry,
            clock));
  }

  /** What is done for one generation, in the order in which a document meets it. */
  List<FlowJob> of(FlowGeneration generation) {
    return List.of(
        new EmbedJob(
            generation.topics(),
            generation.embedder(),
            generation::priority,
            generation.generation(),
            measured(generation),
            settings.cachedPassages(),
            settings.fastPassages(),
            sourceRecords,
            window(),
            telemetry,
            clock),
        new IndexJob(
            generation.topics(),
            generation.generation(),
            measured(generation),
            settings.retention(),
            settings.tombstones(),
            Flow::besideTheStream,
            generation.serves(),
            document -> drift.add(generation.name(), document),
            telemetry,
            clock));
  }

  private PassageWriter measured(FlowGeneration generation) {
    return new MeasuredWriter(generation.writer(), telemetry);
  }

  private WindowLimits window() {
    return new WindowLimits(settings.windowDocuments(), settings.windowBytes())
        .withTurn(settings.turn());
  }

  /** Beside the line, over the sources of all lanes: permissions travel ahead of contents. */
  FlowJob permissions() {
    return new PermissionsJob(sources, topics);
  }

  /** A thread of its own for each commit of the store, which nothing interrupts. */
  private static void besideTheStream(Runnable commit) {
    Thread.ofPlatform().name("store-commit").start(commit);
  }
}
