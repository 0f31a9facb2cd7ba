package dev.freshet.query;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Position;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.Catalogue;
import dev.freshet.common.store.CatalogueEntry;
import dev.freshet.common.store.NearDuplicate;
import dev.freshet.common.store.ReadPoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A catalogue in memory with one page; what is committed outlives whoever uses it. */
public final class FakeCatalogue implements Catalogue {
  private final Map<DocumentIdentity, CatalogueEntry> entries = new ConcurrentHashMap<>();
  public final List<Position> applied = new java.util.concurrent.CopyOnWriteArrayList<>();
  volatile ReadPoint durable = ReadPoint.START;
  volatile String checkpoint = "";

  @Override
  public void apply(IndexEvent event, Position at) {
    applied.add(at);
    entries.compute(
        event.origin().identity(),
        (identity, entry) -> (entry == null ? CatalogueEntry.of(identity) : entry).after(event));
  }

  @Override
  public void refresh() {
    // Everything is found at once.
  }

  @Override
  public ReadPoint durable() {
    return durable;
  }

  @Override
  public void commit(String text) {
    checkpoint = text;
    applied.forEach(at -> durable = durable.advancedTo(at));
  }

  @Override
  public String checkpoint() {
    return checkpoint;
  }

  @Override
  public Optional<CatalogueEntry> find(DocumentIdentity identity) {
    return Optional.ofNullable(entries.get(identity));
  }

  @Override
  public List<CatalogueEntry> find(Access access, String id) {
    return seen(access).stream().filter(e -> e.identity().id().value().equals(id)).toList();
  }

  @Override
  public Page list(Access access, Selection wanted, Optional<String> cursor, int limit) {
    if (cursor.isPresent()) {
      throw new IllegalArgumentException("no such cursor");
    }
    return new Page(
        seen(access).stream()
            .filter(e -> wanted.state().filter(s -> s != e.state()).isEmpty())
            .filter(e -> e.identity().id().value().contains(wanted.text()))
            .filter(e -> wanted.signal().isEmpty() || e.flagged().contains(wanted.signal().get()))
            .filter(
                e ->
                    wanted.copies().isEmpty()
                        || seen(access).stream()
                            .anyMatch(o -> NearDuplicate.isCopy(e, o, wanted.copies().get())))
            .limit(limit)
            .toList(),
        Optional.empty());
  }

  @Override
  public List<NearDuplicate> nearDuplicates(
      Access access, CatalogueEntry document, double similarity, int limit) {
    return seen(access).stream()
        .sorted(NearDuplicate.LATEST_FIRST)
        .flatMap(other -> NearDuplicate.of(document, other, similarity).stream())
        .limit(limit)
        .toList();
  }

  private List<CatalogueEntry> seen(Access access) {
    return entries.values().stream().filter(e -> e.visibleTo(access)).toList();
  }

  @Override
  public Map<DocumentState, Long> counts(Access access) {
    return seen(access).stream()
        .collect(Collectors.groupingBy(CatalogueEntry::state, Collectors.counting()));
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
