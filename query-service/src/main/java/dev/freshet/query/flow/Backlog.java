package dev.freshet.query.flow;

import dev.freshet.common.document.Stage;
import java.util.Map;

/** How many records wait before each job. */
@FunctionalInterface
public interface Backlog {
  /**
   * Records by stage.
   *
   * @throws dev.freshet.common.failure.Outage when Kafka does not answer
   */
  Map<Stage, Long> waiting();
}
