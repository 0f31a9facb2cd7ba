package dev.freshet.standalone.diagnosis;

import dev.freshet.common.settings.Masks;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A process that can be diagnosed.
 *
 * @param program such as {@code up}
 * @param settings what took effect
 * @param masks hides secrets
 * @param data its folder
 * @param sources the source topics
 * @param topics the names of the topics that all generations share
 * @param groups the prefix of the jobs' groups
 * @param kafka what every Kafka client needs; empty while it is not known
 * @param generation the name of the one it answers from or works on; empty while it is not known
 * @param telemetry what the process counts
 */
public record Subject(
    String program,
    List<Settings.Effective> settings,
    Masks masks,
    Path data,
    List<SourceTopic> sources,
    TopicNames topics,
    String groups,
    Supplier<Map<String, Object>> kafka,
    Supplier<String> generation,
    Telemetry telemetry) {

  /** Copies the lists. */
  public Subject {
    settings = List.copyOf(settings);
    sources = List.copyOf(sources);
    data = data.toAbsolutePath().normalize();
  }
}
