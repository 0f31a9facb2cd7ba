package dev.freshet.query.search;

import dev.freshet.common.document.Tenant;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.embed.VectorCache;
import dev.freshet.common.store.Access;
import dev.freshet.common.text.Sha256;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What queries mean to the model. Those asked lately are remembered, for callers with one tenant
 * and the same principals together: else the time an answer takes would tell one caller what
 * another has asked. The canary's are not: it asks none twice.
 */
final class QueryVectors {
  private final Function<String, Vector> model;
  private final VectorCache remembered;

  /**
   * @param model tells the vector of a query that is not remembered
   * @param most how many are remembered, 0 or more
   */
  QueryVectors(Function<String, Vector> model, int most) {
    this.model = model;
    this.remembered = new VectorCache(most);
  }

  /** The vector of a query; what the model throws is thrown on, and asked of it again. */
  Vector of(Access caller, String query) {
    if (caller.tenant().equals(Tenant.CANARY)) {
      return model.apply(query);
    }
    String name = name(caller, query);
    Optional<Vector> known = remembered.find(name);
    if (known.isPresent()) {
      return known.get();
    }
    Vector vector = model.apply(query);
    remembered.keep(name, vector);
    return vector;
  }

  /** The text itself is not kept. */
  private static String name(Access caller, String query) {
    String principals = String.join("\n", new TreeSet<>(caller.principals()));
    return Sha256.hex(caller.tenant().name() + "\n" + principals + "\n\n" + query);
  }
}
