package dev.freshet.common.telemetry;

import dev.freshet.common.document.TraceParent;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.function.Supplier;

/** Random ids, but for a span that is to have one that is known. */
final class FixedIds implements IdGenerator {
  private static final ScopedValue<TraceParent> NEXT = ScopedValue.newInstance();
  private final IdGenerator random = IdGenerator.random();

  /** Begins one span under these ids. */
  static <T> T with(TraceParent ids, Supplier<T> begin) {
    return ScopedValue.where(NEXT, ids).call(begin::get);
  }

  @Override
  public String generateSpanId() {
    return NEXT.isBound() ? NEXT.get().spanId() : random.generateSpanId();
  }

  @Override
  public String generateTraceId() {
    return NEXT.isBound() ? NEXT.get().traceId() : random.generateTraceId();
  }
}
