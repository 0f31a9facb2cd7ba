package dev.freshet.stores.testkit;

import dev.freshet.common.store.Candidate;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.PassageKey;
import dev.freshet.common.store.PassageQuery;
import dev.freshet.common.store.PassageSearcher;
import dev.freshet.common.store.PassageStore;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.store.ReadPoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A fresh store for each test, watched by {@link AssertingPassageStore}. */
abstract class StoreFixture {
  @TempDir Path folder;

  AssertingPassageStore store;
  PassageWriter writer;
  PassageSearcher searcher;

  /**
   * Opens the store under test; a second time after it was closed, then with what it held.
   *
   * @param directory a folder of its own
   * @param dimension how many numbers a vector has
   */
  protected abstract PassageStore open(Path directory, int dimension);

  /** Whether what is committed outlives closing; false of a store in memory. */
  protected boolean outlivesClosing() {
    return true;
  }

  /**
   * Whether an open snapshot still shows what is swept meanwhile; false of one that holds nothing.
   */
  protected boolean holdsWhatIsSwept() {
    return true;
  }

  @BeforeEach
  void openStore() {
    store = new AssertingPassageStore(open(folder, Samples.DIMENSION), Samples.DIMENSION);
    writer = store.writer();
    searcher = store.searcher();
  }

  @AfterEach
  void closeStore() {
    if (store == null) {
      // The adapter has no server to run against, and has said so.
      return;
    }
    store.close();
  }

  void reopen() {
    store.close();
    openStore();
  }

  static ReadPoint at(long offset) {
    return at(0, offset);
  }

  static ReadPoint at(int partition, long offset) {
    return new ReadPoint(Map.of(Samples.input(partition, 0).log(), offset));
  }

  /** What a query gives in either list, in the order of keys. */
  List<FoundPassage> found(ReadPoint at, PassageQuery query) {
    try (var snapshot = searcher.open(at)) {
      return found(snapshot, query);
    }
  }

  static List<FoundPassage> found(PassageSearcher.Snapshot snapshot, PassageQuery query) {
    var candidates = snapshot.candidates(query);
    Set<PassageKey> keys =
        Stream.concat(candidates.dense().stream(), candidates.sparse().stream())
            .map(Candidate::key)
            .collect(Collectors.toCollection(TreeSet::new));
    return snapshot.fetch(List.copyOf(keys));
  }

  /** The texts visible to anyone at an offset of the first input partition, sorted. */
  List<String> textsAt(long offset) {
    return textsAt(at(offset));
  }

  List<String> textsAt(ReadPoint at) {
    return found(at, Samples.everything(Samples.ANYONE)).stream()
        .map(passage -> passage.passage().text())
        .sorted()
        .toList();
  }
}
