package dev.freshet.standalone.diagnosis;

import dev.freshet.common.document.Lane;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * Topics and groups of Freshet's, as the brokers told them.
 *
 * @param id the cluster's
 * @param brokers how many there are
 * @param sources the source topics
 * @param names what Freshet's own topics are called
 * @param topics that are there, by name
 * @param groups those of the jobs; empty: none can be seen, and nothing is known of readers
 */
record Cluster(
    String id,
    int brokers,
    List<SourceTopic> sources,
    TopicNames names,
    Map<String, Topic> topics,
    Optional<List<Group>> groups) {

  /** Takes no groups for groups that cannot be seen: Kafka leaves out what one may not describe. */
  Cluster {
    groups = groups.filter(its -> !its.isEmpty());
  }

  /** The same with groups. */
  Cluster with(Optional<List<Group>> seen) {
    return new Cluster(id, brokers, sources, names, topics, seen);
  }

  /**
   * A topic.
   *
   * @param replicas of the partition that has fewest
   * @param leaderless partitions without a leader
   * @param lagging partitions of which not all replicas are in sync
   * @param configs its configuration, by key; empty: not let to ask
   * @param spans by partition; those without a leader are missing
   * @param newest the time of its newest record, epoch millis; -1: none
   */
  record Topic(
      String name,
      int partitions,
      int replicas,
      int leaderless,
      int lagging,
      Map<String, String> configs,
      Map<Integer, Span> spans,
      long newest) {

    /** A whole number of its configuration. */
    OptionalLong number(String key) {
      String text = configs.get(key);
      return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    /** Whether a policy is among those by which it is cleaned up. */
    boolean cleansBy(String policy) {
      return List.of(configs.getOrDefault("cleanup.policy", "").split(",", -1)).contains(policy);
    }

    long records() {
      return spans.values().stream().mapToLong(span -> span.end() - span.begin()).sum();
    }

    /** Records since an hour ago, by their times. */
    long lastHour() {
      return spans.values().stream().mapToLong(span -> span.end() - span.hourAgo()).sum();
    }
  }

  /**
   * The offsets of a partition.
   *
   * @param begin of its first record
   * @param end behind its last record
   * @param halfRetention of the first record that is younger than half of its retention; begin
   *     where nothing is deleted by time
   * @param hourAgo of the first record of the last hour
   */
  record Span(long begin, long end, long halfRetention, long hourAgo) {}

  /** The steps by what the names of their groups end with. */
  enum Step {
    PARSE,
    EMBED,
    INDEX
  }

  /**
   * A group of a job.
   *
   * @param state as Kafka names it
   * @param settled whether nobody joins or leaves just now
   * @param members how many processes
   * @param idle those that have no partition
   * @param reads the topics of which a member has a partition
   * @param committed how far it is
   */
  record Group(
      String name,
      Optional<Step> step,
      String state,
      boolean settled,
      int members,
      int idle,
      Set<String> reads,
      Map<TopicPartition, Long> committed) {}

  private Stream<Group> doing(Step step) {
    return seen().filter(group -> group.step().equals(Optional.of(step)));
  }

  /** The groups that can be seen. */
  Stream<Group> seen() {
    return groups.stream().flatMap(List::stream);
  }

  /**
   * Of the groups of a step that read a topic now the one that is furthest in a partition; of all
   * of the step where none reads it. One that was left behind says nothing.
   */
  Optional<Group> furthest(TopicPartition partition, Step step) {
    boolean read = isRead(partition.topic(), step);
    return doing(step)
        .filter(group -> !read || group.reads().contains(partition.topic()))
        .filter(group -> group.committed().containsKey(partition))
        .max(Comparator.comparingLong(group -> group.committed().get(partition)));
  }

  /** How many records of a topic no group of a step has done; groups may be none. */
  long waiting(Topic topic, Step step) {
    long waiting = 0;
    for (Map.Entry<Integer, Span> one : topic.spans().entrySet()) {
      var partition = new TopicPartition(topic.name(), one.getKey());
      long done =
          furthest(partition, step)
              .map(group -> group.committed().get(partition))
              .orElse(one.getValue().begin());
      waiting += Math.max(0, one.getValue().end() - done);
    }
    return waiting;
  }

  boolean isRead(String topic, Step step) {
    return doing(step).anyMatch(group -> group.reads().contains(topic));
  }

  /** Whether it is known who reads what. */
  boolean settled() {
    return groups.isPresent() && seen().allMatch(Group::settled);
  }

  /** Whether a topic is of a lane that a source is in; those of a removed source are left over. */
  boolean isUsed(String topic) {
    if (isSource(topic) || (!isParsed(topic) && generation(topic).isEmpty())) {
      return true;
    }
    return topic.endsWith(Lane.SLOW.suffix())
        || sources.stream()
            .anyMatch(source -> (source.lane() == Lane.BULK) == topic.endsWith(Lane.BULK.suffix()));
  }

  /** The generations that have topics. */
  Set<String> generations() {
    return topics.keySet().stream()
        .flatMap(topic -> generation(topic).stream())
        .collect(Collectors.toSet());
  }

  boolean isSource(String topic) {
    return sources.stream().anyMatch(source -> source.topic().equals(topic));
  }

  /** The generation whose embedded documents a topic holds; empty: it is another topic. */
  Optional<String> generation(String topic) {
    return ours().generation(topic);
  }

  boolean isParsed(String topic) {
    return List.of(Lane.values()).stream().anyMatch(lane -> names.parsed(lane).equals(topic));
  }

  boolean isEvents(String topic) {
    return ours().isEvents(topic);
  }

  private OurTopics ours() {
    return new OurTopics(sources, names);
  }
}
