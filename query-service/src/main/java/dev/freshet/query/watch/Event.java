package dev.freshet.query.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.document.DocumentIdentity;
import java.util.Locale;
import java.util.Optional;

/**
 * Something a watch is told.
 *
 * @param kind what
 * @param id how far the watch is with it; empty: no further than before
 * @param document which it is about; empty where it is about none
 * @param data a JSON object
 */
record Event(Kind kind, Optional<String> id, Optional<DocumentIdentity> document, JsonNode data) {
  /** What may be told. */
  enum Kind {
    /** It stands from here on. */
    WATCHING,
    /** A passage meets the query, of a document of which none was pushed. */
    MATCH,
    /** A new or changed passage of a document of which one was pushed before. */
    UPDATE,
    /** Passages pushed before no longer count. */
    RETRACT,
    /** Something may have been missed. */
    GAP,
    /** The watcher did not keep up, and is let go. */
    CUT_OFF;

    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The same under an id. */
  Event at(String cursor) {
    return new Event(kind, Optional.of(cursor), document, data);
  }

  /** One that is about no document. */
  static Event of(Kind kind, Optional<String> id, JsonNode data) {
    return new Event(kind, id, Optional.empty(), data);
  }
}
