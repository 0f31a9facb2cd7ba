package dev.freshet.standalone.diagnosis;

import static dev.freshet.standalone.diagnosis.Figures.time;

import dev.freshet.standalone.diagnosis.Cluster.Group;
import dev.freshet.standalone.diagnosis.Cluster.Span;
import dev.freshet.standalone.diagnosis.Cluster.Step;
import dev.freshet.standalone.diagnosis.Cluster.Topic;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/** Who reads what, and how far they are. Silent where no group can be seen. */
final class GroupRules {
  static final List<Rule> ALL =
      List.of(
          facts -> facts.cluster().stream().flatMap(GroupRules::idle),
          facts -> facts.cluster().stream().flatMap(GroupRules::lost),
          facts -> facts.cluster().stream().flatMap(GroupRules::deletedSoon),
          facts -> facts.cluster().stream().flatMap(GroupRules::unread),
          GroupRules::left,
          GroupRules::anotherGeneration);

  private GroupRules() {}

  private static Stream<Finding> idle(Cluster cluster) {
    return cluster
        .seen()
        .filter(group -> group.settled() && group.idle() > 0)
        .map(
            group ->
                Finding.wrong(
                    "too-few-partitions",
                    group.idle()
                        + " of "
                        + group.members()
                        + " processes in the group "
                        + group.name()
                        + " have no partition; it reads "
                        + partitions(cluster, group),
                    "they do nothing, and the others' work is not shared with them",
                    "give these topics at least "
                        + group.members()
                        + " partitions (kafka-topics.sh --alter --partitions "
                        + group.members()
                        + "; sources.partitions and flow.partitions hold for topics made anew), or"
                        + " run fewer processes"));
  }

  private static String partitions(Cluster cluster, Group group) {
    return group.reads().stream()
        .map(cluster.topics()::get)
        .filter(topic -> topic != null)
        .map(topic -> topic.name() + " of " + topic.partitions())
        .collect(Collectors.joining(", "));
  }

  /** A group's place in a partition that is known. */
  private record Place(Group group, Topic topic, int partition, long offset, Span span) {}

  private static Stream<Place> places(Cluster cluster) {
    return cluster.topics().values().stream()
        .filter(topic -> cluster.isUsed(topic.name()))
        .flatMap(topic -> Stream.of(Step.values()).flatMap(step -> places(cluster, topic, step)));
  }

  private static Stream<Place> places(Cluster cluster, Topic topic, Step step) {
    return topic.spans().entrySet().stream()
        .flatMap(
            one -> {
              var partition = new TopicPartition(topic.name(), one.getKey());
              return cluster.furthest(partition, step).stream()
                  .map(
                      group ->
                          new Place(
                              group,
                              topic,
                              one.getKey(),
                              group.committed().get(partition),
                              one.getValue()));
            });
  }

  private static Stream<Finding> lost(Cluster cluster) {
    return places(cluster)
        .filter(place -> place.offset() < place.span().begin())
        .map(
            place ->
                Finding.wrong(
                    "records-lost",
                    place.group().name()
                        + " was at offset "
                        + place.offset()
                        + " of "
                        + place.topic().name()
                        + "-"
                        + place.partition()
                        + ", which begins at "
                        + place.span().begin(),
                    place.span().begin()
                        - place.offset()
                        + " records were deleted before they were read",
                    "publish them again; set the topic's retention.ms (or retention.bytes) longer"
                        + " than the longest outage"));
  }

  private static Stream<Finding> deletedSoon(Cluster cluster) {
    return places(cluster)
        .filter(place -> place.offset() >= place.span().begin())
        .filter(place -> place.offset() < place.span().halfRetention())
        .filter(place -> place.topic().cleansBy(TopicConfig.CLEANUP_POLICY_DELETE))
        .map(
            place -> {
              long retention = place.topic().number(TopicConfig.RETENTION_MS_CONFIG).orElse(-1);
              return Finding.wrong(
                  "retention-shorter-than-lag",
                  place.group().name()
                      + " has "
                      + (place.span().end() - place.offset())
                      + " records of "
                      + place.topic().name()
                      + "-"
                      + place.partition()
                      + " before it, the first older than "
                      + time(retention / 2)
                      + "; the topic deletes after "
                      + time(retention),
                  "what is deleted before it is read is never found",
                  "set retention.ms of "
                      + place.topic().name()
                      + " longer now (kafka-configs.sh --alter --entity-type topics), then see why"
                      + " the step is behind: ./freshet status");
            });
  }

  private static Optional<Step> stepOf(Cluster cluster, String topic) {
    if (cluster.isSource(topic) || topic.equals(cluster.names().slow())) {
      return Optional.of(Step.PARSE);
    }
    return cluster.isParsed(topic) && cluster.isUsed(topic)
        ? Optional.of(Step.EMBED)
        : Optional.empty();
  }

  private static Stream<Finding> unread(Cluster cluster) {
    if (!cluster.settled()) {
      return Stream.empty();
    }
    return cluster.topics().values().stream()
        .flatMap(
            topic ->
                stepOf(cluster, topic.name()).stream()
                    .filter(step -> !cluster.isRead(topic.name(), step))
                    .filter(step -> cluster.waiting(topic, step) > 0)
                    .map(step -> withoutWorkers(topic.name(), cluster.waiting(topic, step), step)));
  }

  private static Finding withoutWorkers(String topic, long waiting, Step step) {
    String job = step.name().toLowerCase(java.util.Locale.ROOT);
    return Finding.wrong(
        "step-without-workers",
        waiting + " records wait on " + topic + ", and no process does the step " + job,
        "what is published does not become retrievable",
        "start an ingest-service whose flow.jobs has "
            + job
            + " and whose sources have its topics");
  }

  /** Generations that have embedded documents and nobody who indexes them. */
  private static Set<String> unread(Cluster cluster, boolean read) {
    Set<String> names = new TreeSet<>();
    for (Topic topic : cluster.topics().values()) {
      cluster
          .generation(topic.name())
          .filter(_ -> topic.records() > 0 || read)
          .ifPresent(names::add);
    }
    names.removeIf(name -> read != isRead(cluster, name));
    return names;
  }

  private static boolean isRead(Cluster cluster, String generation) {
    return cluster.topics().keySet().stream()
        .filter(topic -> cluster.generation(topic).equals(Optional.of(generation)))
        .anyMatch(topic -> cluster.isRead(topic, Step.INDEX));
  }

  private static Stream<Finding> left(Facts facts) {
    return facts.cluster().stream()
        .filter(Cluster::settled)
        .flatMap(cluster -> unread(cluster, false).stream())
        .map(
            name ->
                name.equals(facts.generation())
                    ? withoutWorkers("embedded." + name, waiting(facts, name), Step.INDEX)
                    : Finding.advice(
                        "generation-left",
                        "the generation "
                            + name
                            + " has embedded documents, and no process indexes them",
                        "it is half-built or no longer wanted, takes disk, and cannot serve",
                        "./freshet reindex list says what is known of it; go on building it with the"
                            + " settings that made it, or remove its topics: ./freshet reindex drop "
                            + name));
  }

  private static long waiting(Facts facts, String generation) {
    Cluster cluster = facts.cluster().orElseThrow();
    return cluster.topics().values().stream()
        .filter(topic -> cluster.generation(topic.name()).equals(Optional.of(generation)))
        .filter(topic -> cluster.isUsed(topic.name()))
        .mapToLong(topic -> cluster.waiting(topic, Step.INDEX))
        .sum();
  }

  private static Stream<Finding> anotherGeneration(Facts facts) {
    String own = facts.generation();
    return facts.cluster().stream()
        .filter(cluster -> cluster.settled() && !own.isEmpty() && !isRead(cluster, own))
        .map(cluster -> unread(cluster, true))
        .filter(others -> !others.isEmpty())
        .map(
            others ->
                Finding.wrong(
                    "another-generation",
                    "this process works on the generation "
                        + own
                        + ", the ingest services on "
                        + String.join(", ", others),
                    "model or passage settings differ: what is indexed is not what is searched",
                    "give all processes the same passage.* and embedder.* settings (docs/services.md)"));
  }
}
