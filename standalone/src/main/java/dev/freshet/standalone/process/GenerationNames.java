package dev.freshet.standalone.process;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Stage;
import dev.freshet.common.topics.TopicNames;

/**
 * What a generation's topics and groups are called.
 *
 * @param name of the generation
 * @param topics the names of its topics
 * @param groups the prefix of its own jobs' groups
 */
public record GenerationNames(String name, TopicNames topics, String groups) {

  /**
   * Those of the first generation of a folder or cluster are the plain ones, a later one's have its
   * name in theirs.
   *
   * @param sharedTopics the names of the topics that all generations share
   * @param sharedGroups the prefix of the groups that all generations share
   */
  public static GenerationNames of(
      String name, boolean first, TopicNames sharedTopics, String sharedGroups) {
    return first
        ? new GenerationNames(name, sharedTopics, sharedGroups)
        : new GenerationNames(name, sharedTopics.ofLater(name), sharedGroups + name + ".");
  }

  /** What one of its jobs reads from. */
  public String embedded(Lane lane) {
    return topics.embedded(name, lane);
  }

  /** The group of one of its jobs. */
  public String group(Stage job, Lane lane) {
    return groups + job.label() + lane.suffix();
  }
}
