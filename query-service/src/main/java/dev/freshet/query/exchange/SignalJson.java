package dev.freshet.query.exchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.freshet.common.document.Signal;
import java.util.List;

/** Writes what was measured of a document's quality: the schema {@code Signals}. */
public final class SignalJson {
  private SignalJson() {}

  /** Adds the signals, in their order. */
  public static void write(ArrayNode array, List<Signal> signals) {
    for (Signal signal : signals) {
      array
          .addObject()
          .put("signal", signal.kind().label())
          .put("value", signal.value())
          .put("detail", signal.detail())
          .put("flagged", signal.flagged());
    }
  }
}
