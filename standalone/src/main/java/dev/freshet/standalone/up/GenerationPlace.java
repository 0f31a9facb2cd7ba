package dev.freshet.standalone.up;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.topics.TopicNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;

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
  private static final long SECONDS = 20;

  private Path folder() {
    return first ? data : data.resolve("generations").resolve(name);
  }

  Path index() {
    return folder().resolve("index");
  }

  Path catalogue() {
    return folder().resolve("catalogue");
  }

  TopicNames topics() {
    return first ? sharedTopics : sharedTopics.ofLater(name);
  }

  String groups() {
    return first ? sharedGroups : sharedGroups + name + ".";
  }

  /**
   * Removes its topics, groups and folders; what is gone already is passed over.
   *
   * @throws Outage where something cannot be removed now
   */
  void remove(Admin admin) {
    List<String> groupNames = new ArrayList<>();
    List<String> topicNames = new ArrayList<>(List.of(topics().indexEvents()));
    for (Lane lane : Lane.values()) {
      topicNames.add(topics().embedded(name, lane));
      groupNames.add(groups() + Stage.EMBED.label() + lane.suffix());
      groupNames.add(groups() + Stage.INDEX.label() + lane.suffix());
    }
    try {
      topicNames.retainAll(admin.listTopics().names().get(SECONDS, TimeUnit.SECONDS));
      admin.deleteTopics(topicNames).all().get(SECONDS, TimeUnit.SECONDS);
      groupNames.retainAll(groups(admin));
      for (String group : groupNames) {
        // A member with an id of its own stays in its group for a while after it has ended.
        admin
            .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
            .all()
            .get(SECONDS, TimeUnit.SECONDS);
      }
      admin.deleteConsumerGroups(groupNames).all().get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new Outage("kafka", String.valueOf(e.getCause().getMessage()), e.getCause());
    } catch (TimeoutException e) {
      throw new Outage("kafka", "does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Outage("kafka", "was not waited for", e);
    }
    delete(catalogue());
    if (!first) {
      delete(folder());
    }
  }

  private static Set<String> groups(Admin admin)
      throws ExecutionException, TimeoutException, InterruptedException {
    return admin.listGroups().all().get(SECONDS, TimeUnit.SECONDS).stream()
        .map(GroupListing::groupId)
        .collect(Collectors.toSet());
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
