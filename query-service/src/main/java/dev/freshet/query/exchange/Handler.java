package dev.freshet.query.exchange;

/** Answers the requests of one route. Called from many threads. */
@FunctionalInterface
public interface Handler {
  /**
   * @throws Problem when the request cannot be served, saying why
   * @throws dev.freshet.common.failure.Outage when a dependency does not answer
   */
  Reply handle(Request request);
}
