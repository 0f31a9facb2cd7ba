package dev.freshet.query;

import dev.freshet.query.Tenancy.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A filter as a caller writes it, and what it means, told independently of the service.
 *
 * @param json as it is sent
 * @param passes what it lets through
 */
record RandomFilter(String json, Predicate<Doc> passes) {
  static RandomFilter of(Random random, int depth) {
    int kind = random.nextInt(depth > 0 ? 8 : 5);
    return switch (kind) {
      case 0 -> {
        String team = one(random, "red", "green", "blue", "");
        yield new RandomFilter(
            "{\"field\":\"meta.team\",\"eq\":\"" + team + "\"}",
            doc -> !doc.team().isEmpty() && doc.team().equals(team));
      }
      case 1 -> {
        int least = random.nextInt(10);
        yield new RandomFilter(
            "{\"field\":\"meta.n\",\"gte\":" + least + "}", doc -> doc.number() >= least);
      }
      case 2 -> {
        String id = "id" + random.nextInt(400) + "z";
        String other = "id" + random.nextInt(400) + "z";
        yield new RandomFilter(
            "{\"field\":\"id\",\"in\":[\"" + id + "\",\"" + other + "\"]}",
            doc -> doc.id().equals(id) || doc.id().equals(other));
      }
      case 3 ->
          new RandomFilter(
              "{\"field\":\"meta.team\",\"exists\":true}", doc -> !doc.team().isEmpty());
      case 4 -> {
        String source = one(random, "documents", "archive", "elsewhere");
        yield new RandomFilter(
            "{\"field\":\"source\",\"eq\":\"" + source + "\"}", doc -> doc.source().equals(source));
      }
      case 5 -> {
        RandomFilter inner = of(random, depth - 1);
        yield new RandomFilter("{\"not\":" + inner.json() + "}", inner.passes().negate());
      }
      case 6 -> {
        List<RandomFilter> inner = several(random, depth);
        yield new RandomFilter(
            "{\"all\":" + json(inner) + "}",
            doc -> inner.stream().allMatch(f -> f.passes().test(doc)));
      }
      default -> {
        List<RandomFilter> inner = several(random, depth);
        yield new RandomFilter(
            "{\"any\":" + json(inner) + "}",
            doc -> inner.stream().anyMatch(f -> f.passes().test(doc)));
      }
    };
  }

  private static String one(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }

  private static List<RandomFilter> several(Random random, int depth) {
    List<RandomFilter> filters = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      filters.add(of(random, depth - 1));
    }
    return filters;
  }

  private static String json(List<RandomFilter> filters) {
    return filters.stream().map(RandomFilter::json).collect(Collectors.joining(",", "[", "]"));
  }
}
