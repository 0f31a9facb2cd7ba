package dev.freshet.query.watch;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.store.Access;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Finds what was pushed and is over, though no record says so. */
final class Sweep {
  /** A watch is to be told that what it was pushed of a document no longer counts. */
  record Over(Standing watch, DocumentIdentity document, Reason reason) {}

  private Sweep() {}

  /** What has expired by now, and what is kept by now from who watches. */
  static List<Over> find(
      Rememberers rememberers, Set<Standing> watches, UnaryOperator<Access> withheld, Instant now) {
    List<Over> found = new ArrayList<>();
    for (DocumentIdentity document : rememberers.expired(now)) {
      rememberers.of(document).stream()
          .filter(watch -> expired(watch, document, now))
          .forEach(watch -> found.add(new Over(watch, document, Reason.EXPIRED)));
    }
    Map<Access, Set<DocumentIdentity>> hidden = new HashMap<>();
    Set<DocumentIdentity> all = new HashSet<>();
    for (Standing watch : watches) {
      hidden.computeIfAbsent(watch.access(), access -> withheld.apply(access).withheld());
    }
    hidden.values().forEach(all::addAll);
    for (DocumentIdentity document : all) {
      rememberers.of(document).stream()
          .filter(watch -> hidden.get(watch.access()).contains(document))
          .forEach(watch -> found.add(new Over(watch, document, Reason.WITHDRAWN)));
    }
    return found;
  }

  private static boolean expired(Standing watch, DocumentIdentity document, Instant now) {
    return watch
        .memory()
        .of(document)
        .flatMap(Memory.Pushed::expiresAt)
        .filter(at -> !at.isAfter(now))
        .isPresent();
  }
}
