package dev.freshet.common.topics;

import com.google.protobuf.ByteString;
import dev.freshet.common.document.Sketch;
import java.util.Optional;

/** {@link Sketch} to Protobuf and back. */
final class SketchWire {
  private SketchWire() {}

  static ByteString encode(Sketch sketch) {
    return ByteString.copyFrom(sketch.written());
  }

  static Optional<Sketch> decode(ByteString wire) {
    return Sketch.read(wire.toByteArray());
  }
}
