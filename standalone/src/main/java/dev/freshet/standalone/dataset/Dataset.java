package dev.freshet.standalone.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.LogPartition;
import dev.freshet.standalone.dataset.DatasetSettings.Format;
import dev.freshet.standalone.dataset.DatasetSettings.Source;
import dev.freshet.standalone.process.StartRefused;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Builds a dataset: {@code ./freshet dataset build}. */
public final class Dataset {
  /** With fewer examples a trained model is mostly worse than before: told as a warning. */
  public static final int FEWEST_EXAMPLES = 500;

  private static final int MOST_EXAMPLES = 1_000_000;

  private final DatasetSettings settings;
  private final Records records;
  private final Instant now;
  private final Watching watching;
  private final Tally tally = new Tally();
  private final Words words = new Words();

  /** Told how far it is. */
  public interface Watching {
    /**
     * @param doing what is done just now
     * @param done of it
     * @param all of it
     */
    void step(String doing, long done, long all);
  }

  private Dataset(DatasetSettings settings, Records records, Instant now, Watching watching) {
    this.settings = settings;
    this.records = records;
    this.now = now;
    this.watching = watching;
  }

  /**
   * Builds one from a cluster.
   *
   * @param clients what every Kafka client needs
   * @return the manifest but for its lineage
   * @throws StartRefused where the folder is none to write to, or there is nothing to build from
   * @throws dev.freshet.common.failure.Outage where Kafka does not answer
   */
  public static ObjectNode build(
      DatasetSettings settings,
      Map<String, Object> clients,
      InstantSource clock,
      Watching watching) {
    try (Records records = new KafkaRecords(clients)) {
      return build(settings, records, clock, watching);
    }
  }

  /** Builds one from any records. */
  static ObjectNode build(
      DatasetSettings settings, Records records, InstantSource clock, Watching watching) {
    try (Folder folder = Folder.begin(settings.out())) {
      return new Dataset(settings, records, clock.instant(), watching).into(folder);
    }
  }

  private ObjectNode into(Folder folder) {
    String generation = generation();
    References references = references();
    Heads heads = new Heads(settings.access(), tally);
    // First: a notice that is over by then is followed by its version, which is met below.
    read("permissions", ends(settings.topics().permissions()), heads::permission);
    // What is parsed as well: the generation may lag behind the one whose notices are over.
    Map<LogPartition, Long> standing = ends(settings.topics()::parsed);
    Map<LogPartition, Long> embedded = ends(lane -> settings.topics().embedded(generation, lane));
    standing.putAll(embedded);
    read("which versions stand", standing, heads::version);
    Map<Side, Spool> spools = new EnumMap<>(Side.class);
    for (Side side : Side.values()) {
      spools.put(side, new Spool(folder.working(), side.label()));
    }
    Corpus corpus = new Corpus(settings, heads, references, words, spools, tally, now);
    read("documents", embedded, corpus::add);
    corpus.settle();
    Lineage lineage = new Lineage(new Spool(folder.working(), "lineage"));
    try (Outputs outputs = new Outputs(settings, folder.made(), lineage)) {
      Assembly assembly = new Assembly(settings.seed(), MOST_EXAMPLES, words, outputs, tally);
      for (Side side : Side.values()) {
        assembly.make(
            side,
            spools.get(side),
            (done, all) -> watching.step("examples for " + side.label(), done, all));
      }
      return finish(folder, generation, corpus, outputs, lineage);
    }
  }

  private ObjectNode finish(
      Folder folder, String generation, Corpus corpus, Outputs outputs, Lineage lineage) {
    List<LineFile.Written> files = outputs.written();
    ObjectNode head =
        Manifest.head(
            settings,
            generation,
            now,
            Manifest.version(files, lineage),
            outputs,
            corpus.documents(),
            tally,
            warnings(outputs),
            files);
    Path made = folder.made();
    if (settings.formats().contains(Format.HUGGINGFACE)) {
      folder.write(Card.NAME, Card.of(settings, head, outputs));
    }
    Manifest.write(made.resolve(Manifest.NAME), head, lineage);
    folder.finish();
    return head;
  }

  private List<String> warnings(Outputs outputs) {
    List<String> warnings = new ArrayList<>();
    if (outputs.size() < FEWEST_EXAMPLES) {
      warnings.add(
          "%d examples: with fewer than %d a trained model is mostly no better"
              .formatted(outputs.size(), FEWEST_EXAMPLES));
    }
    if (settings.testShare() > 0 && outputs.size(Side.TEST) == 0) {
      warnings.add("no example for the test: nothing can be told of what is trained");
    }
    Long unknown = outputs.licences().get("");
    if (unknown != null) {
      warnings.add(
          "%d examples of documents without a licence: publish them with meta.licence, or give"
                  .formatted(unknown)
              + " --licence");
    }
    if (tally.counts().containsKey(Drop.BEYOND_LIMIT)) {
      warnings.add("more than %d examples: the others are left out".formatted(MOST_EXAMPLES));
    }
    return warnings;
  }

  private References references() {
    References references = new References();
    Set<Source> from = settings.from();
    Map<LogPartition, Long> feedback = ends(settings.topics().feedback());
    Map<LogPartition, Long> queries = ends(settings.topics().audit());
    Judged judged = new Judged(settings.access().tenant());
    Judgements judgements = new Judgements(settings.access(), judged::has, tally);
    if (from.contains(Source.FEEDBACK)) {
      read("which queries were judged", feedback, recent(judged::judgement));
      read("which of them were asked", queries, recent(judged::query));
      read("feedback", feedback, recent(judgements::add));
    }
    if (from.contains(Source.FEEDBACK) || from.contains(Source.AUDIT)) {
      Asked asked = new Asked(settings.access().tenant(), from, judgements, references, tally);
      read("queries", queries, recent(asked::add));
    }
    judgements.settle();
    return references;
  }

  private Consumer<ConsumerRecord<byte[], byte[]>> recent(
      Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    long since = settings.since().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
    return record -> {
      if (record.timestamp() >= since) {
        reader.accept(record);
      }
    };
  }

  /** The one that was asked for, or the only one. */
  private String generation() {
    String beginning = settings.topics().embedded("", Lane.LIVE);
    Set<String> there =
        records.topics().stream()
            .filter(topic -> topic.startsWith(beginning))
            .map(topic -> topic.substring(beginning.length()))
            .map(Dataset::withoutLane)
            .collect(Collectors.toCollection(TreeSet::new));
    String all = there.isEmpty() ? "none" : String.join(", ", there);
    if (settings.generation().isPresent()) {
      String asked = settings.generation().get();
      if (!there.contains(asked)) {
        throw new StartRefused("there is no generation " + asked + ": there are " + all);
      }
      return asked;
    }
    if (there.size() != 1) {
      throw new StartRefused(
          there.isEmpty()
              ? "there are no topics " + beginning + "* here: is this Freshet's Kafka?"
              : "give one of the generations with --generation: " + all);
    }
    return there.iterator().next();
  }

  private static String withoutLane(String name) {
    for (Lane lane : List.of(Lane.BULK, Lane.SLOW)) {
      if (name.endsWith(lane.suffix())) {
        return name.substring(0, name.length() - lane.suffix().length());
      }
    }
    return name;
  }

  private Map<LogPartition, Long> ends(Function<Lane, String> topic) {
    Map<LogPartition, Long> ends = new LinkedHashMap<>();
    for (Lane lane : Lane.values()) {
      ends.putAll(ends(topic.apply(lane)));
    }
    return ends;
  }

  private Map<LogPartition, Long> ends(String topic) {
    Map<LogPartition, Long> ends = new LinkedHashMap<>();
    records.partitions(topic).forEach(log -> ends.put(log, records.end(log)));
    return ends;
  }

  private void read(
      String doing, Map<LogPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    long all = ends.values().stream().mapToLong(Long::longValue).sum();
    long before = 0;
    for (Map.Entry<LogPartition, Long> each : ends.entrySet()) {
      long begun = before;
      records.read(
          each.getKey(),
          each.getValue(),
          record -> {
            reader.accept(record);
            watching.step(doing, begun + record.offset() + 1, all);
          });
      before += each.getValue();
    }
  }
}
