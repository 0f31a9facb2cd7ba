package dev.freshet.query.watch.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.embed.Vector;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class QueryIndexTest {
  private static final int DIMENSION = 37;

  /** Held against asking every query by itself, while queries come and go. */
  @RepeatedTest(5)
  void matches_areThoseThatEachQueryAloneFinds() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    var index = new QueryIndex<Integer>(DIMENSION);
    Map<Integer, StandingQuery> all = new HashMap<>();
    for (int step = 0; step < 2000; step++) {
      int owner = random.nextInt(700);
      if (all.remove(owner) != null) {
        index.remove(owner);
      } else {
        StandingQuery query = query(random);
        all.put(owner, query);
        index.add(owner, query);
      }
      if (step % 10 == 0) {
        Vector vector = vector(random);
        Set<String> terms = words(random, 30);
        Map<Integer, Double> found = new HashMap<>();
        index.matches(vector, terms).forEach(m -> found.put(m.owner(), m.score()));
        assertThat(found).as("seed " + seed).isEqualTo(oneByOne(all, vector, terms));
      }
    }
    assertThat(index.size()).isEqualTo(all.size());
    assertThat(index.owners()).isEqualTo(all.keySet());
  }

  private static Map<Integer, Double> oneByOne(
      Map<Integer, StandingQuery> all, Vector vector, Set<String> terms) {
    Map<Integer, Double> found = new HashMap<>();
    all.forEach(
        (owner, query) -> {
          double cosine = query.vector().map(own -> own.dot(vector)).orElse(0.0);
          double score = query.score(cosine, query.share(terms));
          if (score >= query.minScore()) {
            found.put(owner, score);
          }
        });
    return found;
  }

  private static StandingQuery query(Random random) {
    int kind = random.nextInt(3);
    return new StandingQuery(
        kind == 0 ? Optional.empty() : Optional.of(vector(random)),
        kind == 1 ? Set.of() : words(random, 4),
        random.nextDouble() * .6);
  }

  private static Vector vector(Random random) {
    float[] values = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Vector.normalised(values);
  }

  private static Set<String> words(Random random, int most) {
    Set<String> words = new HashSet<>();
    for (int i = random.nextInt(most); i >= 0; i--) {
      words.add("word" + random.nextInt(60));
    }
    return words;
  }

  @Test
  void score_onTheThreshold_meetsIt() {
    var index = new QueryIndex<String>(3);
    Vector vector = Vector.normalised(1, 2, 3);
    Vector other = Vector.normalised(3, 2, 1);
    index.add("exact", new StandingQuery(Optional.of(vector), Set.of(), vector.dot(other)));
    index.add(
        "above", new StandingQuery(Optional.of(vector), Set.of(), Math.nextUp(vector.dot(other))));

    assertThat(index.matches(other, Set.of())).extracting(Match::owner).containsExactly("exact");
  }
}
