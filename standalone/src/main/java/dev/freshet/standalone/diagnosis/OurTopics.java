package dev.freshet.standalone.diagnosis;

import dev.freshet.common.document.Lane;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which of a cluster's topics are Freshet's: by their whole names, for its prefix may be empty or
 * the beginning of another's.
 */
record OurTopics(List<SourceTopic> sources, TopicNames names) {
  /** Ours among those there are: sources first, then those of fixed names, then generations'. */
  List<String> among(Collection<String> all) {
    var there = new TreeSet<>(all);
    return Stream.of(
            sources.stream().map(SourceTopic::topic),
            fixed(),
            there.stream().filter(this::ofAGeneration))
        .flatMap(names -> names)
        .distinct()
        .filter(there::contains)
        .toList();
  }

  private Stream<String> fixed() {
    return Stream.concat(
        Stream.of(Lane.values()).map(names::parsed),
        Stream.of(
            names.slow(),
            names.indexEvents(),
            names.permissions(),
            names.deadLetters(),
            names.deadLetterMarks(),
            names.watches(),
            names.audit(),
            names.feedback()));
  }

  private boolean ofAGeneration(String topic) {
    return generation(topic).isPresent() || isEvents(topic);
  }

  /** The generation whose embedded documents a topic holds; empty: it is another topic. */
  Optional<String> generation(String topic) {
    String beginning = names.embedded("", Lane.LIVE);
    return topic.startsWith(beginning)
        ? Optional.of(withoutLane(topic.substring(beginning.length())))
        : Optional.empty();
  }

  boolean isEvents(String topic) {
    return topic.equals(names.indexEvents()) || topic.startsWith(names.indexEvents() + ".");
  }

  /** The name of a topic or group without that of its lane. */
  static String withoutLane(String name) {
    return Stream.of(Lane.BULK, Lane.SLOW)
        .map(Lane::suffix)
        .filter(name::endsWith)
        .findFirst()
        .map(suffix -> name.substring(0, name.length() - suffix.length()))
        .orElse(name);
  }
}
