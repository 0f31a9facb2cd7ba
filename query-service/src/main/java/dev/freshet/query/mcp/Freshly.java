package dev.freshet.query.mcp;

import dev.freshet.query.retrieval.View;
import java.util.Locale;

/** Says in a line as of what an answer is. */
final class Freshly {
  private Freshly() {}

  static String line(View view) {
    String waits =
        view.ageSeconds() == 0
            ? "everything published is in it"
            : String.format(
                Locale.ROOT,
                "the oldest document not yet in it was published %.1f s ago",
                view.ageSeconds());
    return "As of "
        + (view.watermark().isEmpty() ? "nothing" : view.header())
        + "; "
        + waits
        + ".\n";
  }
}
