package dev.freshet.standalone.up;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.PrioritisedEmbedder;
import dev.freshet.embedders.adapter.AdaptedEmbedder;
import dev.freshet.embedders.adapter.UnusableAdapter;
import dev.freshet.standalone.process.StartRefused;
import java.util.HashMap;
import java.util.Map;

/**
 * The models that are open: one for all generations that have the same, whatever adapters its
 * vectors are passed through. They are never closed: their natives may be in use.
 */
final class Models {
  private final Map<Map<String, String>, Open> open = new HashMap<>();

  private record Open(Embedder bare, PrioritisedEmbedder shared) {
    PrioritisedEmbedder through(Configuration its) {
      return its.line()
          .adapter()
          .map(adapter -> shared.sharing(new AdaptedEmbedder(bare, adapter)))
          .orElse(shared);
    }
  }

  /**
   * This one from now on, for all that have the same.
   *
   * @throws StartRefused where the adapter is not this model's
   */
  synchronized PrioritisedEmbedder share(Configuration its, Embedder bare) {
    try {
      return kept(its, bare).through(its);
    } catch (UnusableAdapter e) {
      throw new StartRefused(e.getMessage(), e);
    }
  }

  /**
   * The one that is open, or opened now.
   *
   * @throws UnusableAdapter where the adapter is not this model's
   */
  synchronized PrioritisedEmbedder of(Configuration its) {
    Open there = open.get(key(its));
    Open opened = there == null ? kept(its, its.line().openBareModel()) : there;
    return opened.through(its);
  }

  private Open kept(Configuration its, Embedder bare) {
    var opened = new Open(bare, new PrioritisedEmbedder(bare));
    open.put(key(its), opened);
    return opened;
  }

  private static Map<String, String> key(Configuration its) {
    return GenerationSettings.model(GenerationSettings.of(its));
  }
}
