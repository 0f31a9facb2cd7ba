package dev.freshet.standalone.up;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.topics.KafkaAnswer;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.standalone.process.GenerationNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;

/**
 * Where a generation has its things: the first one where a folder's things always were, each later
 * one under its name.
 *
 * @param name of the generation
 * @param first whether it is the first
 * @param data the data folder
 * @param sharedTopics the names of the topics that all generations share
 * @param sharedGroups the prefix of the groups that all generations share
 */
record GenerationPlace(
    String name, boolean first, Path data, TopicNames sharedTopics, String sharedGroups) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Path folder() {
    return first ? data : data.resolve("generations").resolve(name);
  }

  Path index() {
    return folder().resolve("index");
  }

  Path catalogue() {
    return folder().resolve("catalogue");
  }

  GenerationNames names() {
    return GenerationNames.of(name, first, sharedTopics, sharedGroups);
  }

  /**
   * Removes its topics, groups and folders; what is gone already is passed over.
   *
   * @throws Outage where something cannot be removed now
   */
  void remove(Admin admin) {
    GenerationNames names = names();
    List<String> groupNames = new ArrayList<>();
    List<String> topicNames = new ArrayList<>(List.of(names.topics().indexEvents()));
    for (Lane lane : Lane.values()) {
      topicNames.add(names.embedded(lane));
      groupNames.add(names.group(Stage.EMBED, lane));
      groupNames.add(names.group(Stage.INDEX, lane));
    }
    topicNames.retainAll(answer(admin.listTopics().names()));
    answer(admin.deleteTopics(topicNames).all());
    groupNames.retainAll(
        answer(admin.listGroups().all()).stream().map(GroupListing::groupId).toList());
    for (String group : groupNames) {
      // A member with an id of its own stays in its group for a while after it has ended.
      answer(
          admin
              .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
              .all());
    }
    answer(admin.deleteConsumerGroups(groupNames).all());
    delete(catalogue());
    if (!first) {
      delete(folder());
    }
  }

  private static <T> T answer(KafkaFuture<T> asked) {
    return KafkaAnswer.of(asked, PATIENCE);
  }

  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new Outage("data folder", "cannot remove " + folder + ": " + e.getMessage(), e);
    }
  }
}
