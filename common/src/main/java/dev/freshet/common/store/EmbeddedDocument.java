package dev.freshet.common.store;

import dev.freshet.common.document.Metadata;
import java.util.List;

/**
 * A document ready for the store: what embed hands to index.
 *
 * @param metadata completed from the file
 * @param passages in document order, each ordinal equal to its index
 * @param notices what could not be read although the rest could
 */
public record EmbeddedDocument(
    Metadata metadata, List<EmbeddedPassage> passages, List<String> notices) {
  /** Copies the lists. */
  public EmbeddedDocument {
    passages = List.copyOf(passages);
    notices = List.copyOf(notices);
  }
}
