package dev.freshet.standalone.up;

import dev.freshet.common.embed.PassageSettings;
import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * What concerns the process as a whole.
 *
 * @param data the folder that holds everything
 * @param sources at least one, no topic twice
 * @param topics the names of Freshet's own topics
 * @param passages how long passages are
 * @param embedder who embeds
 * @param store where passages are kept
 */
public record UpSettings(
    Path data,
    List<SourceTopic> sources,
    TopicNames topics,
    PassageSettings passages,
    Model embedder,
    Store store) {
  /** Where passages are kept. */
  public enum Store {
    /** In the data folder. */
    LUCENE,
    /** At {@code qdrant.address}. */
    QDRANT
  }

  /** Who embeds. */
  public enum Model {
    ONNX,
    OPENAI,
    TEI
  }

  /** The folder of everything. */
  public static final Setting<String> DATA =
      Setting.text("data", "data", "The folder that holds everything; one process at a time.");

  /** The source topics. */
  public static final Setting<List<SourceTopic>> SOURCES =
      new Setting<>(
          "sources",
          "TOPIC[:live|bulk], separated by commas",
          "documents:live",
          false,
          "The topics that documents are published to, and how urgent each is.",
          UpSettings::readSources);

  /** The store. */
  public static final Setting<Store> STORE =
      Setting.choice(
          "store",
          Store.class,
          Store.LUCENE,
          "Where passages are kept: in the data folder, or in the Qdrant at qdrant.address.");

  /** Freshet's own topics. */
  public static final Setting<String> TOPIC_PREFIX =
      Setting.text("topics.prefix", "freshet.", "Prefix of Freshet's own topics.");

  /** How long passages are. */
  public static final Setting<Integer> PASSAGE_TOKENS =
      Setting.integer(
          "passage.max-tokens", 220, 32, 510, "The longest passage, in the model's tokens.");

  /** How much neighbouring passages share. */
  public static final Setting<Integer> PASSAGE_OVERLAP =
      Setting.integer(
          "passage.overlap-tokens", 0, 0, 200, "What neighbouring passages share, in tokens.");

  /** Who embeds. */
  public static final Setting<Model> EMBEDDER =
      Setting.choice(
          "embedder",
          Model.class,
          Model.ONNX,
          "Who embeds: the model in this process, or the endpoint at embedder.http.url.");

  /** Every setting of this room. */
  public static final List<Setting<?>> ALL =
      List.of(DATA, SOURCES, STORE, TOPIC_PREFIX, PASSAGE_TOKENS, PASSAGE_OVERLAP, EMBEDDER);

  /** Reads them. */
  public static UpSettings of(Settings settings) {
    return new UpSettings(
        Path.of(settings.get(DATA)),
        settings.get(SOURCES),
        new TopicNames(settings.get(TOPIC_PREFIX)),
        passages(settings),
        settings.get(EMBEDDER),
        settings.get(STORE));
  }

  private static PassageSettings passages(Settings settings) {
    try {
      return new PassageSettings(settings.get(PASSAGE_TOKENS), settings.get(PASSAGE_OVERLAP));
    } catch (IllegalArgumentException e) {
      settings.problem(e.getMessage());
      return new PassageSettings(220, 0);
    }
  }

  private static List<SourceTopic> readSources(String text) {
    var sources =
        Arrays.stream(text.split(",")).map(String::strip).map(SourceTopic::parse).toList();
    var names = new HashSet<String>();
    for (SourceTopic source : sources) {
      if (!names.add(source.topic())) {
        throw new IllegalArgumentException("give the topic " + source.topic() + " once");
      }
    }
    return sources;
  }
}
