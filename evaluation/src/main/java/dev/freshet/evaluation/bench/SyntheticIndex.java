package dev.freshet.evaluation.bench;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Passage;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.topics.EmbeddedDocumentCodec;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.FlowRecord;
import dev.freshet.common.topics.Outcome;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.evaluation.load.Await;
import dev.freshet.evaluation.load.Corpus;
import dev.freshet.evaluation.load.FreshetUnderTest;
import dev.freshet.evaluation.quality.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;

/**
 * Many passages without the time to embed them: real vectors perturbed (Gaussian, .03 a dimension,
 * scaled to unit length) with texts spliced from real halves, written to the embed job's output
 * topic, so that the index job and everything after it do their real work.
 */
final class SyntheticIndex {
  private static final double SIGMA = .03;
  private static final int PASSAGES_A_DOCUMENT = 5;
  private static final LogPartition SOURCE = new LogPartition("synthetic", 0);

  private final FlowCodec<EmbeddedDocument> codec = new FlowCodec<>(new EmbeddedDocumentCodec());
  private final Random random = new Random(42);
  private final FreshetUnderTest freshet;
  private final List<EmbeddedPassage> real;
  private final long standing;
  private int documents;

  /**
   * @param real what the passages are made of, at least one
   */
  SyntheticIndex(FreshetUnderTest freshet, List<EmbeddedPassage> real) {
    this.freshet = freshet;
    this.real = real;
    this.standing = freshet.api().passages();
  }

  /**
   * Publishes these to a Freshet that was given nothing yet.
   *
   * @return their passages, once they are searchable
   */
  static List<EmbeddedPassage> real(FreshetUnderTest freshet, List<Corpus.Text> texts) {
    freshet.publisher().publish(FreshetUnderTest.LIVE, texts);
    freshet.awaitRetrievable(texts.size(), Loads.LONG);
    return freshet.embedded().stream().flatMap(e -> e.document().passages().stream()).toList();
  }

  /**
   * Waits until so many passages are searchable.
   *
   * @param freshet holds none yet, or real ones, which count
   */
  static void fill(FreshetUnderTest freshet, List<EmbeddedPassage> real, int passages) {
    SyntheticIndex index = new SyntheticIndex(freshet, real);
    index.grow(passages - (int) index.standing, Loads.LONG, (_, _) -> {});
  }

  /**
   * Adds to what it made before, and waits until all are searchable.
   *
   * @param passages how many it is to have made then
   * @param made is told each new one's name, document and ordinal with a dash between, and vector
   */
  void grow(int passages, Duration atMost, BiConsumer<String, Vector> made) {
    String generation = freshet.api().freshness().required("generation").asText();
    String topic = TopicNames.DEFAULT.embedded(generation, Lane.LIVE);
    for (; documents < passages / PASSAGES_A_DOCUMENT; documents++) {
      EmbeddedDocument document = document(documents, real, random);
      document.passages().forEach(one -> made.accept(one.passage().identity(), one.vector()));
      send(topic, document);
    }
    freshet.publisher().flush();
    long wanted = standing + (long) documents * PASSAGES_A_DOCUMENT;
    Progress progress = new Progress("searchable passages:");
    Await.until(
        "the passages are in",
        Duration.ofMillis(200),
        atMost,
        () -> {
          long there = freshet.api().passages();
          progress.told((int) there, (int) wanted);
          return there >= wanted;
        });
  }

  private void send(String topic, EmbeddedDocument document) {
    Origin origin =
        new Origin(
            new DocumentIdentity(
                SOURCE.topic(), Tenant.DEFAULT, new DocumentId("synthetic-" + documents)),
            new Version(SOURCE.at(documents), Instant.now()),
            List.of());
    FlowCodec.Encoded encoded =
        codec.encode(new FlowRecord<>(origin, new Outcome.Content<>(document)));
    freshet.publisher().send(topic, 0, encoded.key(), encoded.value(), encoded.headers());
  }

  private static EmbeddedDocument document(int number, List<EmbeddedPassage> real, Random random) {
    List<EmbeddedPassage> passages = new ArrayList<>();
    for (int ordinal = 0; ordinal < PASSAGES_A_DOCUMENT; ordinal++) {
      EmbeddedPassage first = real.get(random.nextInt(real.size()));
      EmbeddedPassage second = real.get(random.nextInt(real.size()));
      String text = half(first.passage().text(), true) + " " + half(second.passage().text(), false);
      passages.add(
          new EmbeddedPassage(
              new Passage(
                  "synthetic-" + number + "-" + ordinal,
                  ordinal,
                  List.of(),
                  Optional.empty(),
                  text,
                  0),
              perturbed(first.vector(), random),
              false));
    }
    return new EmbeddedDocument(
        Metadata.NONE.withTitle("Synthetic " + number), passages, List.of());
  }

  private static String half(String text, boolean first) {
    int middle = text.indexOf(' ', text.length() / 2);
    int cut = middle < 0 ? text.length() / 2 : middle;
    return first ? text.substring(0, cut) : text.substring(cut).strip();
  }

  private static Vector perturbed(Vector vector, Random random) {
    float[] values = vector.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (random.nextGaussian() * SIGMA);
    }
    return Vector.normalised(values);
  }
}
