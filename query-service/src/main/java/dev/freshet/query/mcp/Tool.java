package dev.freshet.query.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.query.exchange.Request;

/** What an agent may do. Called from many threads. */
@FunctionalInterface
interface Tool {
  /**
   * Does it.
   *
   * @param http on whose behalf
   * @throws dev.freshet.query.exchange.Problem for arguments that are not of their form, naming
   *     field and fix; and as the room asked says
   * @throws dev.freshet.common.failure.Outage when a dependency does not answer
   */
  Told call(ObjectNode arguments, Request http);
}
