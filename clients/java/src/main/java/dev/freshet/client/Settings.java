package dev.freshet.client;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a client is made of.
 *
 * @param base without a slash at its end
 * @param token of a caller, asked before each attempt; empty: calls carry none
 * @param connect how long connecting may take
 * @param call how long an attempt may take, waits for freshness aside
 * @param silence how long a stream may say nothing, heartbeats included
 * @param retries how often a call is tried
 */
record Settings(
    URI base,
    Optional<Supplier<String>> token,
    Duration connect,
    Duration call,
    Duration silence,
    RetryPolicy retries) {

  /** Never tells the token. */
  @Override
  public String toString() {
    return "Settings[base=" + base + ", retries=" + retries + "]";
  }
}
