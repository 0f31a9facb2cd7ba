package dev.freshet.query.freshness;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.PermissionNotice;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.store.Access;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The permissions that are ahead of what is retrievable: of each document the notices whose version
 * has not come out yet, be it waiting, dead or deferred. A caller must be permitted by all of them.
 *
 * <p>Documents of which nothing was ever told are held too, for an older version may come out
 * first, but they are not named to any store: there is nothing of them to withhold.
 *
 * <p>One thread changes it, many look. What is settled and what is shown change in one step.
 */
final class Notices {
  /** A notice and where it stands in its topic. */
  record Held(PermissionNotice notice, Position at) {}

  private final int cap;
  private final Map<DocumentIdentity, List<Held>> held = new HashMap<>();
  private final Map<Tenant, Set<DocumentIdentity>> told = new HashMap<>();
  private int count;

  /**
   * @param cap from how many on {@link #full} says so
   */
  Notices(int cap) {
    this.cap = cap;
  }

  /**
   * From now on this one is heeded.
   *
   * @param isTold whether anything was ever told of the document
   * @return those it leaves nothing to do for, maybe itself
   */
  synchronized List<Held> add(Held notice, boolean isTold) {
    DocumentIdentity document = notice.notice().identity();
    List<Held> others = held.computeIfAbsent(document, _ -> new ArrayList<>(1));
    if (isTold) {
      tell(document);
    }
    if (others.stream().anyMatch(o -> o.notice().version().equals(notice.notice().version()))) {
      return List.of();
    }
    if (others.stream().anyMatch(o -> o.notice().covers(notice.notice()))) {
      return List.of(notice);
    }
    List<Held> covered = others.stream().filter(o -> notice.notice().covers(o.notice())).toList();
    others.removeAll(covered);
    others.add(notice);
    count += 1 - covered.size();
    return covered;
  }

  /** One that came out: retrievable or deleted, or told of in another way. */
  record Out(DocumentIdentity document, Version version, boolean settles) {}

  /**
   * In one step for every reader: shows what came out, and no longer heeds the notices it settles.
   *
   * @param outs in the order in which they were told
   * @param show makes them readable
   * @return the notices settled
   */
  synchronized List<Held> show(Collection<Out> outs, Runnable show) {
    List<Held> settled = new ArrayList<>();
    outs.forEach(out -> settled.addAll(take(out)));
    show.run();
    return settled;
  }

  private List<Held> take(Out out) {
    List<Held> notices = held.get(out.document());
    if (notices == null) {
      return List.of();
    }
    tell(out.document());
    if (!out.settles()) {
      return List.of();
    }
    List<Held> settled = notices.stream().filter(n -> n.notice().settledBy(out.version())).toList();
    notices.removeAll(settled);
    count -= settled.size();
    if (notices.isEmpty()) {
      forget(out.document());
    }
    return settled;
  }

  private void tell(DocumentIdentity document) {
    told.computeIfAbsent(document.tenant(), _ -> new HashSet<>()).add(document);
  }

  private void forget(DocumentIdentity document) {
    held.remove(document);
    Set<DocumentIdentity> ofTenant = told.get(document.tenant());
    if (ofTenant != null && ofTenant.remove(document) && ofTenant.isEmpty()) {
      told.remove(document.tenant());
    }
  }

  /** Reads something together with what is withheld from a caller at that moment. */
  synchronized <T> T look(Access caller, Function<Access, T> read) {
    Set<DocumentIdentity> withheld = new HashSet<>();
    for (DocumentIdentity document : told.getOrDefault(caller.tenant(), Set.of())) {
      if (held.get(document).stream().anyMatch(n -> !n.notice().permits(caller.principals()))) {
        withheld.add(document);
      }
    }
    return read.apply(caller.withholding(withheld));
  }

  /** Whether permissions of a version that has not come out are held of this document. */
  synchronized boolean holds(DocumentIdentity document) {
    return held.containsKey(document) && !held.get(document).isEmpty();
  }

  /** Lowers offsets, by partition, to where the first stands that is held. */
  synchronized void first(Map<LogPartition, Long> offsets) {
    held.values()
        .forEach(
            notices ->
                notices.forEach(
                    one -> offsets.merge(one.at().log(), one.at().offset(), Math::min)));
  }

  /** How many are held. */
  synchronized int count() {
    return count;
  }

  /** Whether so many are held that no more should be read. */
  synchronized boolean full() {
    return count >= cap;
  }
}
