package dev.freshet.query.search;

import dev.freshet.common.document.Tenant;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.embed.VectorCache;
import dev.freshet.common.text.Sha256;
import java.util.Optional;
import java.util.function.Function;

/**
 * What queries mean to the model. Those asked lately are remembered, for each tenant by itself:
 * else the time an answer takes would tell one tenant what another has asked.
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
  Vector of(Tenant tenant, String query) {
    // The text is not kept, only what names it.
    String name = Sha256.hex(tenant.name() + "\n" + query);
    Optional<Vector> known = remembered.find(name);
    if (known.isPresent()) {
      return known.get();
    }
    Vector vector = model.apply(query);
    remembered.keep(name, vector);
    return vector;
  }
}
