package dev.freshet.common.telemetry;

import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.StageTime;
import dev.freshet.common.document.TraceParent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * {@link Tracing} on OpenTelemetry. The spans of a version are written when its last word is told,
 * from the times that travelled with it: no stage waits for a tracer, and no header but the
 * publisher's has to be carried on.
 */
final class OtelTracing implements Tracing {
  private static final int FAREWELL_SECONDS = 3;
  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
  private static final AttributeKey<String> INSTANCE =
      AttributeKey.stringKey("service.instance.id");
  private static final AttributeKey<String> DOCUMENT = AttributeKey.stringKey("freshet.document");
  private static final AttributeKey<String> VERSION = AttributeKey.stringKey("freshet.version");
  private static final AttributeKey<String> TENANT = AttributeKey.stringKey("freshet.tenant");
  private static final AttributeKey<String> STATE = AttributeKey.stringKey("freshet.state");
  private static final AttributeKey<String> REASON = AttributeKey.stringKey("freshet.reason");
  private static final AttributeKey<String> STAGE = AttributeKey.stringKey("freshet.stage");
  private static final AttributeKey<String> MACHINE = AttributeKey.stringKey("host.name");
  private static final AttributeKey<Long> PASSAGES = AttributeKey.longKey("freshet.passages");
  private static final AttributeKey<String> QUERY = AttributeKey.stringKey("freshet.query.id");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");

  private final double share;
  private final Sampler byId;
  private final SdkTracerProvider provider;
  private final Tracer tracer;

  OtelTracing(double share, SpanExporter exporter) {
    this.share = share;
    this.byId = Sampler.traceIdRatioBased(share);
    this.provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault()
                    .merge(
                        Resource.create(
                            Attributes.of(
                                SERVICE, Sender.SERVICE_NAME, INSTANCE, Sender.INSTANCE))))
            .setIdGenerator(new FixedIds())
            // What is not kept does not come here.
            .setSampler(Sampler.parentBased(Sampler.alwaysOn()))
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build();
    this.tracer = provider.get("dev.freshet");
  }

  /** Traces to where the settings say; nowhere where they name no place. */
  static Tracing of(TelemetrySettings settings) {
    return settings
        .traces()
        .<Tracing>map(
            collector ->
                new OtelTracing(
                    settings.share(),
                    OtlpHttpSpanExporter.builder()
                        .setEndpoint(TelemetrySettings.at(collector, "traces"))
                        .build()))
        .orElse(NONE);
  }

  @Override
  public void version(IndexEvent event) {
    Origin origin = event.origin();
    if (!known(origin).sampled()) {
      return;
    }
    List<StageTime> times = origin.times();
    long start = StageTime.micros(origin.version().publishedAt());
    long end = times.isEmpty() ? start : Math.max(start, times.getLast().endMicros());
    SpanBuilder builder =
        about(tracer.spanBuilder("publish to " + event.state().label()), origin)
            .setParent(origin.publisher().map(OtelTracing::within).orElse(Context.root()))
            .setSpanKind(SpanKind.CONSUMER)
            .setStartTimestamp(start, TimeUnit.MICROSECONDS)
            .setAttribute(STATE, event.state().label())
            .setAttribute(PASSAGES, (long) event.passages());
    Span whole = FixedIds.with(VersionTrace.of(origin, event.state()), builder::startSpan);
    Context within = Context.root().with(whole);
    for (StageTime time : times) {
      SpanBuilder stage =
          about(tracer.spanBuilder(time.stage().label()), origin)
              .setParent(within)
              .setStartTimestamp(time.startMicros(), TimeUnit.MICROSECONDS)
              .setAttribute(STAGE, time.stage().label())
              .setAttribute(MACHINE, time.machine());
      FixedIds.with(VersionTrace.of(origin, event.state(), time.stage()), stage::startSpan)
          .end(time.endMicros(), TimeUnit.MICROSECONDS);
    }
    event
        .failure()
        .filter(_ -> event.state() == DocumentState.DEAD)
        .ifPresent(
            failure ->
                whole
                    .setAttribute(REASON, failure.reason().label())
                    .setStatus(StatusCode.ERROR, failure.reason().sentence()));
    whole.end(end, TimeUnit.MICROSECONDS);
  }

  private static SpanBuilder about(SpanBuilder span, Origin origin) {
    return span.setAttribute(DOCUMENT, origin.identity().id().value())
        .setAttribute(TENANT, origin.identity().tenant().name())
        .setAttribute(VERSION, origin.version().position().token());
  }

  @Override
  public Optional<TraceParent> kept(Origin origin) {
    return Optional.of(known(origin)).filter(TraceParent::sampled);
  }

  @Override
  public boolean keeps(Optional<TraceParent> caller) {
    return caller
        .map(TraceParent::sampled)
        .orElseGet(() -> ThreadLocalRandom.current().nextDouble() < share);
  }

  @Override
  public void query(Query query) {
    long start = StageTime.micros(query.began());
    long end = start + TimeUnit.NANOSECONDS.toMicros(query.took().toNanos());
    SpanBuilder builder =
        tracer
            .spanBuilder("query " + query.door())
            .setParent(query.caller().map(OtelTracing::within).orElse(Context.root()))
            .setSpanKind(SpanKind.SERVER)
            .setStartTimestamp(start, TimeUnit.MICROSECONDS)
            .setAttribute(QUERY, query.id())
            .setAttribute(STATUS, (long) query.status());
    query.given().forEach(origin -> builder.addLink(context(known(origin))));
    Span asked = builder.startSpan();
    if (query.status() >= 500) {
      asked.setStatus(StatusCode.ERROR);
    }
    asked.end(end, TimeUnit.MICROSECONDS);
    for (Origin origin : query.given()) {
      about(tracer.spanBuilder("given"), origin)
          .setParent(within(known(origin)))
          .setStartTimestamp(start, TimeUnit.MICROSECONDS)
          .setAttribute(QUERY, query.id())
          .addLink(asked.getSpanContext())
          .startSpan()
          .end(end, TimeUnit.MICROSECONDS);
    }
  }

  /** The version's span, and whether it was kept: that follows from its trace's id. */
  private TraceParent known(Origin origin) {
    TraceParent whole = VersionTrace.of(origin);
    boolean kept =
        origin
            .publisher()
            .map(TraceParent::sampled)
            .orElseGet(
                () ->
                    byId.shouldSample(
                                Context.root(),
                                whole.traceId(),
                                "",
                                SpanKind.INTERNAL,
                                Attributes.empty(),
                                List.of())
                            .getDecision()
                        == SamplingDecision.RECORD_AND_SAMPLE);
    return new TraceParent(whole.traceId(), whole.spanId(), kept);
  }

  private static Context within(TraceParent parent) {
    return Context.root().with(Span.wrap(context(parent)));
  }

  private static SpanContext context(TraceParent place) {
    return SpanContext.createFromRemoteParent(
        place.traceId(),
        place.spanId(),
        place.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
        TraceState.getDefault());
  }

  @Override
  public void close() {
    var _ = provider.shutdown().join(FAREWELL_SECONDS, TimeUnit.SECONDS);
  }
}
