package dev.freshet.common.store;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.embed.Vector;
import java.util.Map;

/** What the store already holds of a document, so that it need not be embedded again. */
public interface StandingVectors {

  /**
   * The vectors of the passages that stand, bit for bit as they were written, by the passages'
   * identity; as of the last refresh. Empty where the document is unknown or deleted. An identity
   * names the exact embedded string and the generation, so a vector found is the one that would be
   * computed.
   *
   * @throws dev.freshet.common.failure.Outage where the store cannot answer now
   */
  Map<String, Vector> vectors(DocumentIdentity identity);
}
