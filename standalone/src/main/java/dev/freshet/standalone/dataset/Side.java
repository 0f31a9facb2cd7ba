package dev.freshet.standalone.dataset;

import dev.freshet.common.document.DocumentIdentity;
import java.util.Locale;

/** What examples are for. The test's are made first: training may hold nothing of them. */
enum Side {
  TEST,
  TRAIN;

  /** A document's, by its identity alone: the same in every build of this seed and share. */
  static Side of(DocumentIdentity identity, long seed, double testShare) {
    return Key.of(seed + "\n" + identity.key()).fraction() < testShare ? TEST : TRAIN;
  }

  /** The name in files. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
