package dev.freshet.common.topics;

import dev.freshet.common.document.Signal;
import java.util.List;

/** {@link Signal} to Protobuf and back. */
final class SignalWire {
  private SignalWire() {}

  static List<dev.freshet.common.topics.wire.Signal> encode(List<Signal> signals) {
    return signals.stream().map(SignalWire::encode).toList();
  }

  private static dev.freshet.common.topics.wire.Signal encode(Signal signal) {
    return dev.freshet.common.topics.wire.Signal.newBuilder()
        .setKind(signal.kind().label())
        .setValue(signal.value())
        .setDetail(signal.detail())
        .setFlagged(signal.flagged())
        .build();
  }

  static List<Signal> decode(List<dev.freshet.common.topics.wire.Signal> wire) {
    // A later release may measure more than this one knows.
    return wire.stream()
        .filter(s -> Signal.Kind.labels().contains(s.getKind()))
        .map(
            s ->
                new Signal(
                    Signal.Kind.of(s.getKind()), s.getValue(), s.getDetail(), s.getFlagged()))
        .toList();
  }
}
