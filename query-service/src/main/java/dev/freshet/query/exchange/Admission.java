package dev.freshet.query.exchange;

import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A request that was let in.
 *
 * @param caller who asks
 * @param headers of whatever is answered, such as how much more may be asked
 * @param stands whether the credential still allows what it did; a stream ends where it does not
 */
public record Admission(Caller caller, Map<String, String> headers, BooleanSupplier stands) {
  /** Copies the headers. */
  public Admission {
    headers = Map.copyOf(headers);
  }

  /** For good, and without a word about how much. */
  public static Admission of(Caller caller) {
    return new Admission(caller, Map.of(), () -> true);
  }
}
