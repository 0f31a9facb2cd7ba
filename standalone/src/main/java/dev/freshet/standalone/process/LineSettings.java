package dev.freshet.standalone.process;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.PassageSettings;
import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.embedders.adapter.AdaptedEmbedder;
import dev.freshet.embedders.adapter.Adapter;
import dev.freshet.embedders.adapter.AdapterFolder;
import dev.freshet.embedders.adapter.UnusableAdapter;
import dev.freshet.embedders.http.EndpointEmbedder;
import dev.freshet.embedders.http.HttpEmbedderSettings;
import dev.freshet.embedders.onnx.OnnxEmbedder;
import dev.freshet.embedders.onnx.OnnxSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What all processes of one line of flow have in common, be they one or many.
 *
 * @param sources at least one, no topic twice
 * @param topics the names of Freshet's own topics
 * @param passages how long passages are
 * @param embedder who embeds
 * @param adapter what the embedder's vectors are passed through
 * @param onnx the model in the process
 * @param endpoint the endpoint
 */
public record LineSettings(
    List<SourceTopic> sources,
    TopicNames topics,
    PassageSettings passages,
    Model embedder,
    Optional<Adapter> adapter,
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

  /** What the model's vectors are passed through. */
  public static final Setting<String> ADAPTER =
      Setting.text(
          "embedder.adapter",
          "",
          "What the model's vectors are passed through: a file that ./freshet train adapter wrote,"
              + " or the hash of one that the data folder keeps; none: nothing. Part of what makes"
              + " a generation.");

  /** Every setting of this room; those of the models are in their own. */
  public static final List<Setting<?>> ALL =
      List.of(SOURCES, TOPIC_PREFIX, PASSAGE_TOKENS, PASSAGE_OVERLAP, EMBEDDER, ADAPTER);

  /** Reads them. */
  public static LineSettings of(Settings settings) {
    return new LineSettings(
        settings.get(SOURCES),
        new TopicNames(settings.get(TOPIC_PREFIX)),
        passages(settings),
        settings.get(EMBEDDER),
        adapter(settings),
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

  private static Optional<Adapter> adapter(Settings settings) {
    String given = settings.get(ADAPTER);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path data = Path.of(settings.get(DataFolder.SETTING));
      return Optional.of(AdapterFolder.in(data).find(given));
    } catch (IllegalArgumentException e) {
      settings.problem(ADAPTER.key() + ": " + e.getMessage());
      return Optional.empty();
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

  /**
   * Opens the model, and has its vectors passed through the adapter.
   *
   * @throws StartRefused where the adapter is not this model's
   */
  public Embedder openModel() {
    Embedder bare = openBareModel();
    try {
      return adapter.<Embedder>map(one -> new AdaptedEmbedder(bare, one)).orElse(bare);
    } catch (UnusableAdapter e) {
      throw new StartRefused(e.getMessage(), e);
    }
  }

  /** Opens the model as it is. */
  public Embedder openBareModel() {
    return switch (embedder) {
      case ONNX -> OnnxEmbedder.open(onnx);
      case OPENAI -> EndpointEmbedder.openAi(endpoint);
      case TEI -> EndpointEmbedder.tei(endpoint);
    };
  }
}
