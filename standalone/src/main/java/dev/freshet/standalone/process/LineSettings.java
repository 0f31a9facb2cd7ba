package dev.freshet.standalone.process;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.PassageSettings;
import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.embedders.http.EndpointEmbedder;
import dev.freshet.embedders.http.HttpEmbedderSettings;
import dev.freshet.embedders.onnx.OnnxEmbedder;
import dev.freshet.embedders.onnx.OnnxSettings;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * What all processes of one line of flow have in common, be they one or many.
 *
 * @param sources at least one, no topic twice
 * @param topics the names of Freshet's own topics
 * @param passages how long passages are
 * @param embedder who embeds
 * @param onnx the model in the process
 * @param endpoint the endpoint
 */
public record LineSettings(
    List<SourceTopic> sources,
    TopicNames topics,
    PassageSettings passages,
    Model embedder,
    OnnxSettings onnx,
    HttpEmbedderSettings endpoint) {

  /** Who embeds. */
  public enum Model {
    /** The process itself. */
    ONNX,
    /** An endpoint that speaks as OpenAI's does. */
    OPENAI,
    /** A text-embeddings-inference server. */
    TEI
  }

  /** The source topics. */
  public static final Setting<List<SourceTopic>> SOURCES =
      new Setting<>(
          "sources",
          "TOPIC[:live|bulk], separated by commas",
          "documents:live",
          false,
          "The topics that documents are published to, and how urgent each is.",
          LineSettings::readSources);

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

  /** Every setting of this room; those of the models are in their own. */
  public static final List<Setting<?>> ALL =
      List.of(SOURCES, TOPIC_PREFIX, PASSAGE_TOKENS, PASSAGE_OVERLAP, EMBEDDER);

  /** Reads them. */
  public static LineSettings of(Settings settings) {
    return new LineSettings(
        settings.get(SOURCES),
        new TopicNames(settings.get(TOPIC_PREFIX)),
        passages(settings),
        settings.get(EMBEDDER),
        OnnxSettings.of(settings),
        HttpEmbedderSettings.of(settings));
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

  /** Opens the model. */
  public Embedder openModel() {
    return switch (embedder) {
      case ONNX -> OnnxEmbedder.open(onnx);
      case OPENAI -> EndpointEmbedder.openAi(endpoint);
      case TEI -> EndpointEmbedder.tei(endpoint);
    };
  }
}
