package dev.freshet.stores.testkit;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.Filter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Documents and filters from a seed, of few values so that they meet. */
final class RandomSamples {
  private static final List<String> WORDS =
      List.of("river", "water", "stone", "bridge", "Straße", "café", "水", "naïve", "🚀", "tide");
  private static final List<String> VALUES =
      List.of("legal", "Legal", "sales", "7", "7.0", "-3.5", "1e3", "x".repeat(2000), "é", "");
  private static final List<String> PRINCIPALS = List.of("user:ann", "user:bob", "group:legal");
  private static final List<String> FIELDS =
      List.of("id", "source", "title", "filename", "contentType", "author", "meta.team", "meta.n");

  private final Random random;

  RandomSamples(long seed) {
    this.random = new Random(seed);
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  DocumentIdentity identity() {
    return Samples.document(
        one(List.of("documents", "archive")),
        new Tenant(one(List.of("default", "other"))),
        "id/" + random.nextInt(40));
  }

  Vector vector() {
    float[] values = new float[Samples.DIMENSION];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Vector.normalised(values);
  }

  String text() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(12); i++) {
      words.add(one(WORDS));
    }
    return String.join(" ", words);
  }

  EmbeddedDocument document() {
    List<EmbeddedPassage> passages = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      passages.add(Samples.passage(i, text(), vector()));
    }
    return new EmbeddedDocument(metadata(), passages, List.of());
  }

  private Metadata metadata() {
    return new Metadata(
        one(VALUES),
        one(VALUES),
        one(VALUES),
        one(VALUES),
        time(),
        time(),
        acl(),
        meta(),
        one(VALUES),
        time(),
        time(),
        random.nextInt(1000));
  }

  private Map<String, String> meta() {
    Map<String, String> meta = new HashMap<>();
    if (random.nextBoolean()) {
      meta.put("team", one(VALUES));
    }
    if (random.nextBoolean()) {
      meta.put("n", one(VALUES));
    }
    return meta;
  }

  private List<String> acl() {
    return random.nextBoolean() ? List.of() : List.of(one(PRINCIPALS), one(PRINCIPALS));
  }

  Access access() {
    Set<String> principals = new HashSet<>();
    for (int i = 0; i < random.nextInt(3); i++) {
      principals.add(one(PRINCIPALS));
    }
    Set<DocumentIdentity> withheld = new HashSet<>();
    for (int i = 0; i < random.nextInt(6); i++) {
      withheld.add(identity());
    }
    return new Access(new Tenant(one(List.of("default", "other", "nobody"))), principals, withheld);
  }

  Set<String> sources() {
    return one(List.of(Set.of(), Set.of("documents"), Set.of("documents", "archive")));
  }

  private Optional<Instant> time() {
    return random.nextBoolean()
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(random.nextInt(20) - 5));
  }

  /** Before, between and after the samples' expiries. */
  Instant now() {
    return Instant.ofEpochMilli(random.nextInt(24) - 8).plusNanos(random.nextInt(1_000_000));
  }

  private Optional<Instant> bound() {
    return time().map(t -> random.nextBoolean() ? t : t.plusNanos(random.nextInt(1_000_000)));
  }

  /** A filter of every kind, nested to a depth. */
  Filter filter(int depth) {
    List<Supplier<Filter>> leaves =
        List.of(
            () -> new Filter.In(one(FIELDS), List.of(one(VALUES), one(VALUES))),
            () -> new Filter.In("id", List.of("id/" + random.nextInt(40))),
            () -> new Filter.Exists(one(FIELDS)),
            () -> new Filter.Exists(one(List.of("publishedAt", "expiresAt"))),
            () -> new Filter.TimeRange(one(List.of("publishedAt", "createdAt")), bound(), bound()),
            () -> new Filter.NumberRange("meta.n", number(), number()),
            () -> new Filter.NumberRange("meta.team", Double.NEGATIVE_INFINITY, number()));
    if (depth == 0 || random.nextInt(3) == 0) {
      return one(leaves).get();
    }
    return switch (random.nextInt(3)) {
      case 0 -> new Filter.All(filters(depth));
      case 1 -> new Filter.Any(filters(depth));
      default -> new Filter.Not(filter(depth - 1));
    };
  }

  private List<Filter> filters(int depth) {
    List<Filter> filters = new ArrayList<>();
    for (int i = 0; i < random.nextInt(4); i++) {
      filters.add(filter(depth - 1));
    }
    return filters;
  }

  private double number() {
    return one(List.of(-10.0, -3.5, -0.0, 7.0, 1000.0, Double.POSITIVE_INFINITY, Double.NaN));
  }
}
