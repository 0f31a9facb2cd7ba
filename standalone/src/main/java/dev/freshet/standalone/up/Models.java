package dev.freshet.standalone.up;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.PrioritisedEmbedder;
import java.util.HashMap;
import java.util.Map;

/**
 * The models that are open: one for all generations that have the same. They are never closed:
 * their natives may be in use.
 */
final class Models {
  private final Map<Map<String, String>, PrioritisedEmbedder> open = new HashMap<>();

  /** This one from now on, for all that have the same. */
  synchronized PrioritisedEmbedder share(Configuration its, Embedder model) {
    var shared = new PrioritisedEmbedder(model);
    open.put(key(its), shared);
    return shared;
  }

  /** The one that is open, or opened now. */
  synchronized PrioritisedEmbedder of(Configuration its) {
    PrioritisedEmbedder shared = open.get(key(its));
    return shared == null ? share(its, its.line().openModel()) : shared;
  }

  private static Map<String, String> key(Configuration its) {
    return GenerationSettings.model(GenerationSettings.of(its));
  }
}
