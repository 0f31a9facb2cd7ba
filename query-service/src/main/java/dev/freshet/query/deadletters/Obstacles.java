package dev.freshet.query.deadletters;

import dev.freshet.common.failure.Reason;
import java.util.Optional;

/** Which reasons keep a letter from being put back as it is. */
public final class Obstacles {
  private Obstacles() {}

  /** What to do instead; empty where putting back may help. */
  public static Optional<String> of(Reason reason) {
    return switch (reason) {
      case BAD_ID ->
          Optional.of(
              "its record has no readable id: publish the file again with an id as its key, and"
                  + " drop the letter");
      case BAD_HEADER ->
          Optional.of(
              "a header of its record is malformed: publish the document again with that header"
                  + " mended, and drop the letter");
      default -> Optional.empty();
    };
  }
}
