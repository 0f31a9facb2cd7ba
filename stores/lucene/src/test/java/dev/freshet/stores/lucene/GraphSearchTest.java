package dev.freshet.stores.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Position;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.Candidate;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.Filter;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.PassageKey;
import dev.freshet.common.store.PassageQuery;
import dev.freshet.common.store.PassageStore;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.stores.testkit.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The graph against comparing every vector, on one index: what it finds is permitted and visible,
 * the list is full, and most of the best are in it.
 */
class GraphSearchTest {
  private static final int DIMENSION = 32;
  private static final int DOCUMENTS = 80;
  private static final int PASSAGES = 100;
  private static final int DEPTH = 10;
  private static final int QUERIES = 20;

  /** Fewer than any file has passages that a filter lets through: the graph is walked. */
  private static final int CANDIDATES = 50;

  /** Documents a segment; merged by tens, and only what is merged gets a graph. */
  private static final int REFRESH_EVERY = 10;

  /** Each has that many in a graph, at a byte or more. */
  private static final long NEIGHBOURS = 8;

  private static final Duration MERGED_WITHIN = Duration.ofSeconds(60);

  @TempDir private static Path folder;

  private static final Random RANDOM = new Random(3);

  @BeforeAll
  static void write() throws IOException {
    try (PassageStore store = open(0)) {
      PassageWriter writer = store.writer();
      for (int i = 0; i < 2 * DOCUMENTS; i++) {
        // The second half replaces every other document of the first.
        int document = i < DOCUMENTS ? i : 2 * (i - DOCUMENTS) % DOCUMENTS;
        writer.replace(
            Samples.document("doc-" + document), Samples.version(i), document(i), Samples.input(i));
        if (i % REFRESH_EVERY == REFRESH_EVERY - 1) {
          writer.refresh();
        }
      }
      awaitGraphs(writer);
    }
  }

  /** Merges go on beside, and are given up at closing. */
  private static void awaitGraphs(PassageWriter writer) throws IOException {
    long deadline = System.nanoTime() + MERGED_WITHIN.toNanos();
    do {
      writer.commit();
      assertThat(System.nanoTime()).as("there are graphs in time").isLessThan(deadline);
    } while (graphs() < NEIGHBOURS * DOCUMENTS * PASSAGES);
  }

  /** Bytes in which neighbours are kept: {@code vex} is the name of the graph's file. */
  private static long graphs() throws IOException {
    long bytes = 0;
    try (var reader = DirectoryReader.open(FSDirectory.open(folder))) {
      for (LeafReaderContext leaf : reader.leaves()) {
        var vectors = ((CodecReader) leaf.reader()).getVectorReader();
        FieldInfo field = leaf.reader().getFieldInfos().fieldInfo(PassageFields.VECTOR);
        if (vectors != null && field != null) {
          bytes += vectors.getOffHeapByteSize(field).getOrDefault("vex", 0L);
        }
      }
    }
    return bytes;
  }

  private static PassageStore open(int exactBelow) {
    return LucenePassageStore.open(
        folder, DIMENSION, new LuceneSettings(64, 1, exactBelow, CANDIDATES));
  }

  private static EmbeddedDocument document(int edition) {
    List<EmbeddedPassage> passages = new ArrayList<>();
    for (int i = 0; i < PASSAGES; i++) {
      passages.add(Samples.passage(i, "edition " + edition, vector()));
    }
    // One in two, one in twenty.
    Map<String, String> meta = Map.of("half", "" + edition % 2, "few", "" + edition % 20);
    return new EmbeddedDocument(Samples.metadata("", List.of(), meta), passages, List.of());
  }

  private static Vector vector() {
    float[] values = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      values[i] = (float) RANDOM.nextGaussian();
    }
    return Vector.normalised(values);
  }

  @Test
  void everything_mostOfTheBestAreFound() {
    compare(Filter.EVERYTHING, Set.of());
  }

  @Test
  void halfOfThem_mostOfTheBestAreFound() {
    compare(new Filter.In("meta.half", List.of("1")), Set.of("1"));
  }

  @Test
  void fewOfThem_mostOfTheBestAreFound() {
    compare(new Filter.In("meta.few", List.of("7")), Set.of("7"));
  }

  private void compare(Filter filter, Set<String> values) {
    List<List<PassageKey>> exact = new ArrayList<>();
    List<PassageQuery> queries = new ArrayList<>();
    for (int i = 0; i < QUERIES; i++) {
      queries.add(
          new PassageQuery(
              Optional.of(vector()),
              List.of(),
              DEPTH,
              Samples.ANYONE,
              filter,
              Set.of(),
              Instant.EPOCH));
    }
    ReadPoint at = end();
    try (PassageStore store = open(1_000_000)) {
      assertThat(store.searcher().count(at)).isEqualTo((long) DOCUMENTS * PASSAGES);
      queries.forEach(query -> exact.add(keys(store, at, query, values)));
    }
    int common = 0;
    try (PassageStore store = open(0)) {
      for (int i = 0; i < QUERIES; i++) {
        List<PassageKey> found = keys(store, at, queries.get(i), values);
        assertThat(found).hasSize(DEPTH);
        common += (int) found.stream().filter(exact.get(i)::contains).count();
      }
    }
    assertThat(common / (double) (QUERIES * DEPTH)).isGreaterThan(.9);
  }

  private static ReadPoint end() {
    Position last = Samples.input(2 * DOCUMENTS - 1);
    return new ReadPoint(Map.of(last.log(), last.offset()));
  }

  /** The keys of the dense list, each checked to stand and to pass the filter. */
  private static List<PassageKey> keys(
      PassageStore store, ReadPoint at, PassageQuery query, Set<String> values) {
    try (var snapshot = store.searcher().open(at)) {
      List<PassageKey> keys =
          snapshot.candidates(query).dense().stream().map(Candidate::key).toList();
      for (FoundPassage found : snapshot.fetch(keys)) {
        Map<String, String> meta = found.metadata().meta();
        assertThat(
                values.isEmpty()
                    || values.contains(meta.get("half"))
                    || values.contains(meta.get("few")))
            .isTrue();
        int document = Integer.parseInt(found.identity().id().value().substring(4));
        long edition = found.version().position().offset();
        assertThat(edition >= DOCUMENTS).isEqualTo(document % 2 == 0);
      }
      return keys;
    }
  }
}
