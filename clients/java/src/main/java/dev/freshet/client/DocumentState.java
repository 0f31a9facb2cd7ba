package dev.freshet.client;

import java.util.Arrays;
import java.util.Locale;

/** What became of a document's newest version. */
public enum DocumentState {
  /** It is retrievable. */
  INDEXED,
  /** Its end was published. */
  DELETED,
  /** A newer version went before it. */
  SUPERSEDED,
  /** It takes long: it went to the slow lane and is still to come. */
  DEFERRED,
  /** It could not be read or embedded: it is a dead letter. */
  DEAD,
  /** A state that this client has no word for. */
  OTHER;

  static DocumentState of(String label) {
    return Arrays.stream(values())
        .filter(state -> state.label().equals(label))
        .findFirst()
        .orElse(OTHER);
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
