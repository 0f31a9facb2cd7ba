package dev.freshet.query.watch.matching;

import dev.freshet.common.embed.Vector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Standing queries, asked by passage. One passage costs one pass over the queries' vectors and a
 * look at the postings of its words, however many queries there are: docs/decisions/0018. Not
 * thread-safe.
 *
 * @param <T> who a query belongs to; one query each
 */
public final class QueryIndex<T> {
  /** Sums of floats differ from the exact ones by less; those so near are computed exactly. */
  private static final double NEAR = 1e-4;

  private record Row<T>(T owner, StandingQuery query) {}

  private final int dimension;
  private final VectorBlocks vectors;
  private final Postings postings = new Postings();
  private final List<Row<T>> rows = new ArrayList<>();
  private final Map<T, Integer> rowOf = new HashMap<>();
  private final Deque<Integer> free = new ArrayDeque<>();
  // What decides whether a row is near, in arrays: looking at each query itself is dear.
  private double[] thresholds = {};
  private int[] words = {};
  private boolean[] meaning = {};
  private int[] shared = {};
  private float[] products = {};

  /**
   * @param dimension of all vectors
   */
  public QueryIndex(int dimension) {
    this.dimension = dimension;
    this.vectors = new VectorBlocks(dimension);
  }

  /**
   * @throws IllegalArgumentException where the owner has a query here already
   */
  public void add(T owner, StandingQuery query) {
    if (rowOf.containsKey(owner)) {
      throw new IllegalArgumentException("the owner has a query already");
    }
    int row = free.isEmpty() ? rows.size() : free.pop();
    if (row == rows.size()) {
      rows.add(null);
    }
    rows.set(row, new Row<>(owner, query));
    note(row, query);
    rowOf.put(owner, row);
    query.vector().ifPresent(vector -> vectors.set(row, vector));
    postings.add(row, query.terms());
  }

  private void note(int row, StandingQuery query) {
    if (thresholds.length <= row) {
      int room = Math.max(16, 2 * row);
      thresholds = Arrays.copyOf(thresholds, room);
      words = Arrays.copyOf(words, room);
      meaning = Arrays.copyOf(meaning, room);
    }
    thresholds[row] = query.minScore() - NEAR;
    words[row] = query.terms().size();
    meaning[row] = query.vector().isPresent();
  }

  /** Nothing where the owner has no query here. */
  public void remove(T owner) {
    Integer row = rowOf.remove(owner);
    if (row == null) {
      return;
    }
    postings.remove(row, rows.get(row).query().terms());
    vectors.clear(row);
    rows.set(row, null);
    thresholds[row] = Double.POSITIVE_INFINITY;
    free.push(row);
  }

  /** How many queries there are. */
  public int size() {
    return rowOf.size();
  }

  /** Whether the owner has a query here. */
  public boolean has(T owner) {
    return rowOf.containsKey(owner);
  }

  /** Who has a query here. */
  public Set<T> owners() {
    return Set.copyOf(rowOf.keySet());
  }

  /**
   * The queries that a passage meets.
   *
   * @param vector of the passage
   * @param terms its distinct words, as they are indexed
   */
  public List<Match<T>> matches(Vector vector, Set<String> terms) {
    if (vector.dimension() != dimension) {
      throw new IllegalArgumentException(
          "dimension " + vector.dimension() + " against queries of " + dimension);
    }
    measure(vector, terms);
    List<Match<T>> matches = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      double share = words[row] == 0 ? 0 : (double) shared[row] / words[row];
      double score = StandingQuery.score(meaning[row], words[row] > 0, products[row], share);
      if (score >= thresholds[row]) {
        exactly(rows.get(row), shared[row], vector, matches);
      }
    }
    return matches;
  }

  private void measure(Vector vector, Set<String> terms) {
    int capacity = Math.max(rows.size(), vectors.capacity());
    if (shared.length < capacity) {
      shared = new int[capacity];
      products = new float[capacity];
    }
    Arrays.fill(shared, 0);
    vectors.products(vector.toArray(), products);
    postings.count(terms, shared);
  }

  private static <T> void exactly(Row<T> row, int sharedWords, Vector vector, List<Match<T>> into) {
    StandingQuery query = row.query();
    double share = query.share(sharedWords);
    double cosine = query.vector().map(own -> own.dot(vector)).orElse(0.0);
    double score = query.score(cosine, share);
    if (score >= query.minScore()) {
      into.add(
          new Match<>(
              row.owner(),
              score,
              query.vector().isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(cosine),
              query.terms().isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(share)));
    }
  }
}
