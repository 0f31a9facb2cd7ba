package dev.freshet.stores.testkit;

import static dev.freshet.stores.testkit.Samples.document;
import static dev.freshet.stores.testkit.Samples.input;
import static dev.freshet.stores.testkit.Samples.texts;
import static dev.freshet.stores.testkit.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Version;
import dev.freshet.common.store.Candidate;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.FacetQuery;
import dev.freshet.common.store.Filter;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.PassageKey;
import dev.freshet.common.store.PassageQuery;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.store.ReadPoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random histories against the oracle, and writers against readers. */
abstract class StoreOracleContract extends StoreFixture {
  private static final int CHANGES = 150;
  private static final List<String> FACETS =
      List.of("meta.team", "source", "contentType", "meta.n", "id", "meta.absent");

  /** The same history for the store and the oracle. */
  private void play(RandomSamples samples, PassageWriter... writers) {
    for (int offset = 0; offset < CHANGES; offset++) {
      DocumentIdentity identity = samples.identity();
      EmbeddedDocument document = samples.document();
      boolean delete = samples.below(8) == 0;
      boolean refresh = samples.below(10) == 0;
      int partition = identity.key().length() % 2;
      boolean expire = samples.below(12) == 0;
      for (PassageWriter each : writers) {
        Version version = version(offset);
        if (expire) {
          each.head(identity).ifPresent(head -> each.expire(identity, head.version()));
        }
        if (delete) {
          each.delete(identity, version, input(partition, offset));
        } else {
          each.replace(identity, version, document, input(partition, offset));
        }
        if (refresh) {
          each.refresh();
        }
      }
    }
    List.of(writers).forEach(PassageWriter::refresh);
  }

  @Test
  void candidates_randomHistory_equalTheOracles() {
    for (long seed = 1; seed <= 3; seed++) {
      compare(seed);
      store.close();
      folder = folder.resolve("next");
      openStore();
    }
  }

  private void compare(long seed) {
    RandomSamples samples = new RandomSamples(seed);
    try (OraclePassageStore oracle = new OraclePassageStore(Samples.DIMENSION)) {
      play(samples, writer, oracle);
      for (int i = 0; i < 120; i++) {
        ReadPoint at =
            i % 2 == 0
                ? writer.applied()
                : at(0, samples.below(CHANGES)).advancedTo(input(1, samples.below(CHANGES)));
        compare("seed " + seed + " query " + i, oracle, at, samples);
      }
    }
  }

  private void compare(
      String name, OraclePassageStore oracle, ReadPoint at, RandomSamples samples) {
    PassageQuery all =
        new PassageQuery(
            Optional.of(samples.vector()),
            List.of("river", "café", "水"),
            1000,
            samples.access(),
            samples.below(4) == 0 ? Filter.EVERYTHING : samples.filter(3),
            samples.sources(),
            samples.now());
    String about = name + " at " + at + " " + all;
    try (var mine = searcher.open(at);
        var right = oracle.open(at)) {
      var found = mine.candidates(all);
      var expected = right.candidates(all);
      assertThat(keys(found.dense())).as(about).isEqualTo(keys(expected.dense()));
      assertThat(Set.copyOf(keys(found.sparse())))
          .as(about)
          .isEqualTo(Set.copyOf(keys(expected.sparse())));
      for (int i = 0; i < expected.dense().size(); i++) {
        assertThat(found.dense().get(i).score())
            .as(about)
            .isCloseTo(expected.dense().get(i).score(), within(1e-4));
      }
      assertThat(mine.fetch(keys(found.dense()))).isEqualTo(right.fetch(keys(expected.dense())));
      PassageQuery few =
          new PassageQuery(
              all.vector(), all.terms(), 3, all.access(), all.filter(), all.sources(), all.now());
      assertThat(keys(mine.candidates(few).dense()))
          .as(about)
          .isEqualTo(keys(expected.dense()).stream().limit(3).toList());
      FacetQuery facets =
          new FacetQuery(
              FACETS, 1 + samples.below(6), all.access(), all.filter(), all.sources(), all.now());
      assertThat(mine.facets(facets)).as(about).isEqualTo(right.facets(facets));
    }
    assertThat(searcher.count(at)).as(about).isEqualTo(oracle.count(at));
  }

  private static List<PassageKey> keys(List<Candidate> list) {
    return list.stream().map(Candidate::key).toList();
  }

  @Test
  void readers_besideWriters_neverSeeMixedVersions() throws Exception {
    int documents = 5;
    int versions = 20;
    AtomicInteger writing = new AtomicInteger(2);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int d = 0; d < documents; d++) {
        for (int partition = 0; partition < 2; partition++) {
          write(partition, d, 0, d);
        }
      }
      writer.refresh();
      List<Future<Integer>> readers =
          List.of(threads.submit(read(writing)), threads.submit(read(writing)));
      List<Future<?>> writers =
          IntStream.range(0, 2)
              .<Future<?>>mapToObj(
                  partition -> threads.submit(() -> write(partition, documents, versions, writing)))
              .toList();
      for (Future<?> each : writers) {
        each.get();
      }
      for (Future<Integer> each : readers) {
        assertThat(each.get()).isPositive();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  private void write(int partition, int documents, int versions, AtomicInteger writing) {
    try {
      for (int v = 1; v <= versions; v++) {
        for (int d = 0; d < documents; d++) {
          write(partition, d, v, (long) v * documents + d);
        }
        writer.refresh();
      }
    } finally {
      writing.decrementAndGet();
    }
  }

  private void write(int partition, int d, int v, long offset) {
    String text = "p" + partition + "d" + d + "v" + v;
    writer.replace(
        document("p" + partition + "d" + d),
        version(offset),
        texts(text + " one", text + " two", text + " three"),
        input(partition, offset));
  }

  /** Reads without pause; gives how often. */
  private Callable<Integer> read(AtomicInteger writing) {
    return () -> {
      int reads = 0;
      do {
        Map<DocumentIdentity, List<FoundPassage>> byDocument =
            found(searcher.readable(), Samples.everything(Samples.ANYONE)).stream()
                .collect(Collectors.groupingBy(FoundPassage::identity));
        assertThat(byDocument).hasSize(10);
        byDocument.forEach(
            (identity, passages) -> {
              assertThat(passages).as(identity.key()).hasSize(3);
              assertThat(passages.stream().map(FoundPassage::version).distinct()).hasSize(1);
            });
        reads++;
      } while (writing.get() > 0);
      return reads;
    };
  }
}
