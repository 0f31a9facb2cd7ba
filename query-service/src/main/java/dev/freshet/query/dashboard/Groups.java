package dev.freshet.query.dashboard;

import dev.freshet.common.topics.SourceTopic;
import dev.freshet.query.objective.ObjectiveSettings;
import java.util.List;

/**
 * What is shown: the figures of {@code deploy/dashboards} that say most, and the thresholds of
 * {@code deploy/alerts} that a line can be held against by itself.
 */
final class Groups {
  private Groups() {}

  static List<Group> all(
      Arrivals arrivals, ObjectiveSettings objective, List<SourceTopic> sources) {
    return List.of(
        new FreshnessPanels(arrivals, objective, sources).group(),
        new DocumentPanels(arrivals).group(),
        ReaderPanels.group(),
        ProcessPanels.work(),
        ProcessPanels.process());
  }
}
