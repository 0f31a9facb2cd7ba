package dev.freshet.query.backwards;

import dev.freshet.common.document.Position;
import java.time.Instant;

/** What is told of a record. */
public interface Entry {
  /** Where it stands. */
  Position position();

  /** When it was written. */
  Instant time();

  /** About how many bytes its record has. */
  long weight();
}
