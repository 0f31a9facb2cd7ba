package dev.freshet.common.telemetry;

import dev.freshet.common.document.TraceParent;
import io.prometheus.metrics.tracer.common.SpanContext;
import java.util.Optional;

/** The span that a figure is recorded in, as Prometheus' client asks for it. */
final class CurrentSpan implements SpanContext {
  private static final ScopedValue<TraceParent> CURRENT = ScopedValue.newInstance();

  void within(Optional<TraceParent> place, Runnable recording) {
    place.ifPresentOrElse(span -> ScopedValue.where(CURRENT, span).run(recording), recording);
  }

  @Override
  public String getCurrentTraceId() {
    return CURRENT.isBound() ? CURRENT.get().traceId() : null;
  }

  @Override
  public String getCurrentSpanId() {
    return CURRENT.isBound() ? CURRENT.get().spanId() : null;
  }

  @Override
  public boolean isCurrentSpanSampled() {
    return CURRENT.isBound() && CURRENT.get().sampled();
  }

  @Override
  public void markCurrentSpanAsExemplar() {
    // Which trace is kept is known before.
  }
}
