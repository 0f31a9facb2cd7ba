package dev.freshet.query.retrieval;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.ReadPoint;
import java.time.Duration;

/**
 * What retrieval asks about former states. They are kept as long as ended passages are. What is
 * deleted, or kept from a caller, stays so whatever a reader reads as of: {@link #shown} says it.
 */
public interface Past {
  /**
   * The view as of then, for whoever asks now.
   *
   * @throws dev.freshet.query.exchange.Problem 410 for what is no longer kept, 400 for what has not
   *     been yet
   */
  View at(Moment moment, Access caller);

  /**
   * The view as of a read point that an answer was of.
   *
   * @param wait how long for this service to come as far
   * @throws dev.freshet.query.exchange.Problem 410 where it is no longer kept, or is of another
   *     generation
   */
  View again(ReadPoint point, Duration wait, Access caller);

  /** Whether the document stands, and the caller may still see it as it is now. */
  boolean shown(DocumentIdentity document, Access caller);
}
