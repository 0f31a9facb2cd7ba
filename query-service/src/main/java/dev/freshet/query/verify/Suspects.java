package dev.freshet.query.verify;

import dev.freshet.common.document.DocumentIdentity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Statements that did not hold at a first look: of each document one, and one about its orphans.
 */
final class Suspects {
  /** How many are kept; the others are counted. */
  static final int MOST = 1000;

  private record Key(DocumentIdentity identity, boolean orphans) {}

  private final Map<Key, Suspect> kept = new LinkedHashMap<>();
  private long more;

  /** Of several of a document the newest version counts, and of that the first place. */
  void add(Suspect suspect) {
    Key key = new Key(suspect.statement().identity(), suspect.difference().kind() == Kind.ORPHAN);
    Suspect before = kept.get(key);
    if (before == null && kept.size() >= MOST) {
      more++;
    } else if (before == null
        || suspect.statement().version().supersedes(before.statement().version())) {
      kept.put(key, suspect);
    }
  }

  List<Suspect> all() {
    return new ArrayList<>(kept.values());
  }

  long more() {
    return more;
  }
}
