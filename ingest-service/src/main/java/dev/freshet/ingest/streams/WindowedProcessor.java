package dev.freshet.ingest.streams;

import dev.freshet.common.document.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Works on many records of a partition at once and forwards the results in the partition's order.
 * {@link #process} returns as soon as the record is in its {@link OrderedWindow}; the results leave
 * by later calls and by a punctuator.
 */
public final class WindowedProcessor implements Processor<byte[], byte[], byte[], Outgoing> {

  /** What is made of a record. */
  public interface Work {
    /** A record was taken up. Called on the stream thread, in the order of the partition. */
    Turn<List<Outgoing>> takenUp(Incoming record);
  }

  private final CommitGate gate;
  private final WindowLimits limits;
  private final Executor executor;
  private final Work work;
  private final Map<TopicPartition, OrderedWindow<List<Outgoing>>> windows = new HashMap<>();
  private ProcessorContext<byte[], Outgoing> context;

  /**
   * @param gate holds commits back while work is in flight
   * @param limits of each partition's window
   * @param executor runs the work
   * @param work what is made of each record
   */
  public WindowedProcessor(CommitGate gate, WindowLimits limits, Executor executor, Work work) {
    this.gate = gate;
    this.limits = limits;
    this.executor = executor;
    this.work = work;
  }

  @Override
  public void init(ProcessorContext<byte[], Outgoing> given) {
    context = given;
    context.schedule(
        CommitGate.SLICE,
        PunctuationType.WALL_CLOCK_TIME,
        _ -> windows.values().forEach(OrderedWindow::handOnReady));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Incoming incoming = Incoming.of(record, context.recordMetadata().orElseThrow());
    OrderedWindow<List<Outgoing>> window = window(incoming.position());
    window.submit(incoming.position().offset(), incoming.size(), work.takenUp(incoming));
    window.handOnReady();
  }

  private OrderedWindow<List<Outgoing>> window(Position position) {
    return windows.computeIfAbsent(
        new TopicPartition(position.topic(), position.partition()),
        partition -> {
          var window =
              new OrderedWindow<>(partition, limits, executor, this::forward, System::nanoTime);
          gate.hold(window);
          return window;
        });
  }

  private void forward(List<Outgoing> results) {
    results.forEach(result -> context.forward(result.record(), result.sink()));
  }

  @Override
  public void close() {
    windows.values().forEach(gate::release);
    windows.values().forEach(OrderedWindow::abandon);
    windows.clear();
  }
}
