package dev.freshet.query.exchange;

import java.util.Optional;

/** Decides who may enter, by the credential alone. Called from many threads. */
public interface Doorkeeper {
  /**
   * Lets a request in.
   *
   * @param authorization the {@code Authorization} header
   * @param address whom the connection comes from, as the socket says
   * @throws Problem 401 without a credential that is known, 403 where it is one that says too
   *     little, 429 where too much is asked, with {@code Retry-After}
   * @throws dev.freshet.common.failure.Outage where nobody can tell whether it is a good one
   */
  Admission admit(Optional<String> authorization, String address);

  /** Whether everyone is let in, so that only this machine may reach the service. */
  boolean open();
}
