package dev.freshet.common.store;

import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Signal;
import dev.freshet.common.document.Sketch;
import java.util.List;
import java.util.Optional;

/**
 * A document ready for the store: what embed hands to index.
 *
 * @param metadata completed from the file
 * @param passages in document order, each ordinal equal to its index
 * @param notices what could not be read although the rest could
 * @param signals what was measured of its quality
 * @param sketch of its wording; empty where there is none
 */
public record EmbeddedDocument(
    Metadata metadata,
    List<EmbeddedPassage> passages,
    List<String> notices,
    List<Signal> signals,
    Optional<Sketch> sketch) {

  /** One of which nothing was measured. */
  public EmbeddedDocument(Metadata metadata, List<EmbeddedPassage> passages, List<String> notices) {
    this(metadata, passages, notices, List.of(), Optional.empty());
  }

  /** Copies the lists. */
  public EmbeddedDocument {
    passages = List.copyOf(passages);
    notices = List.copyOf(notices);
    signals = List.copyOf(signals);
  }
}
