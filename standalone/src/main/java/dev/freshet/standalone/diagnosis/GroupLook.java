package dev.freshet.standalone.diagnosis;

import dev.freshet.standalone.diagnosis.Cluster.Group;
import dev.freshet.standalone.diagnosis.Cluster.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks the brokers about the groups of the jobs.
 *
 * @param prefix of the groups that all generations share
 * @param generations whose topics are there; other names belong to another Freshet
 */
record GroupLook(Admin admin, Asking asking, String prefix, Set<String> generations) {
  /** More groups than this are not looked at. */
  private static final int MOST = 500;

  /** What they told; empty where none is to be seen, which may be for want of a permission. */
  Optional<List<Group>> look() {
    Optional<List<Group>> groups = asking.tried("groups", this::groups).filter(g -> !g.isEmpty());
    if (groups.isEmpty()) {
      asking.trouble(
          "groups: none of the groups "
              + prefix
              + "* can be seen, so who reads what is not judged; either no ingest-service has run"
              + " yet, or this process lacks the permission DESCRIBE on groups with the prefix "
              + prefix);
    }
    return groups;
  }

  private List<Group> groups() {
    List<String> all =
        asking.answer(admin.listGroups().all()).stream()
            .map(group -> group.groupId())
            .filter(name -> step(name).isPresent())
            .sorted()
            .toList();
    if (all.size() > MOST) {
      asking.trouble("groups: there are " + all.size() + ", the first " + MOST + " are looked at");
    }
    List<String> names = all.stream().limit(MOST).toList();
    if (names.isEmpty()) {
      return List.of();
    }
    var described = admin.describeConsumerGroups(names).all();
    var offsets =
        admin
            .listConsumerGroupOffsets(
                names.stream()
                    .collect(
                        Collectors.toMap(
                            Function.identity(), _ -> new ListConsumerGroupOffsetsSpec())))
            .all();
    Map<String, ConsumerGroupDescription> descriptions = asking.answer(described);
    Map<String, Map<TopicPartition, OffsetAndMetadata>> reached = asking.answer(offsets);
    List<Group> groups = new ArrayList<>();
    for (String name : names) {
      Map<TopicPartition, Long> committed = new HashMap<>();
      reached
          .get(name)
          .forEach(
              (partition, offset) -> {
                if (offset != null) {
                  committed.put(partition, offset.offset());
                }
              });
      groups.add(group(descriptions.get(name), committed));
    }
    return groups;
  }

  private Group group(ConsumerGroupDescription its, Map<TopicPartition, Long> committed) {
    Set<String> reads = new TreeSet<>();
    int idle = 0;
    for (MemberDescription member : its.members()) {
      Set<TopicPartition> assigned = member.assignment().topicPartitions();
      assigned.forEach(partition -> reads.add(partition.topic()));
      idle += assigned.isEmpty() ? 1 : 0;
    }
    GroupState state = its.groupState();
    boolean settled =
        state == GroupState.STABLE || state == GroupState.EMPTY || state == GroupState.DEAD;
    return new Group(
        its.groupId(),
        step(its.groupId()),
        state.toString(),
        settled,
        its.members().size(),
        idle,
        reads,
        committed);
  }

  private Optional<Step> step(String group) {
    return step(group, prefix, generations);
  }

  /** The step that a group does, by its whole name; empty: it is not ours, or does no step. */
  static Optional<Step> step(String group, String prefix, Set<String> generations) {
    if (!group.startsWith(prefix)) {
      return Optional.empty();
    }
    String name = OurTopics.withoutLane(group.substring(prefix.length()));
    int dot = name.lastIndexOf('.');
    if (dot >= 0 && !generations.contains(name.substring(0, dot))) {
      return Optional.empty();
    }
    String job = name.substring(dot + 1);
    for (Step step : Step.values()) {
      if (job.equals(step.name().toLowerCase(Locale.ROOT))) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }
}
