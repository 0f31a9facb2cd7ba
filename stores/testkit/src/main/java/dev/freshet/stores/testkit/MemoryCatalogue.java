package dev.freshet.stores.testkit;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Position;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.Catalogue;
import dev.freshet.common.store.CatalogueEntry;
import dev.freshet.common.store.NearDuplicate;
import dev.freshet.common.store.ReadPoint;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The catalogue as a map: for tests. What is applied counts as durable. */
public final class MemoryCatalogue implements Catalogue {
  private static final Comparator<CatalogueEntry> LATEST_FIRST =
      Comparator.comparingLong(CatalogueEntry::toldMicros)
          .reversed()
          .thenComparing(entry -> entry.identity().key());

  private final Map<DocumentIdentity, CatalogueEntry> entries = new HashMap<>();
  private ReadPoint applied = ReadPoint.START;
  private String checkpoint = "";

  @Override
  public synchronized void apply(IndexEvent event, Position at) {
    DocumentIdentity identity = event.origin().identity();
    CatalogueEntry before = entries.getOrDefault(identity, CatalogueEntry.of(identity));
    CatalogueEntry after = before.after(event);
    if (!after.equals(before)) {
      entries.put(identity, after);
    }
    applied = applied.advancedTo(at);
  }

  @Override
  public void refresh() {
    // Everything is found at once.
  }

  @Override
  public synchronized ReadPoint durable() {
    return applied;
  }

  @Override
  public synchronized void commit(String text) {
    checkpoint = text;
  }

  @Override
  public synchronized String checkpoint() {
    return checkpoint;
  }

  @Override
  public synchronized Optional<CatalogueEntry> find(DocumentIdentity identity) {
    return Optional.ofNullable(entries.get(identity));
  }

  @Override
  public synchronized List<CatalogueEntry> find(Access access, String id) {
    return visible(access).stream()
        .filter(entry -> entry.identity().id().value().equals(id))
        .toList();
  }

  private List<CatalogueEntry> visible(Access access) {
    return entries.values().stream()
        .filter(entry -> entry.visibleTo(access))
        .sorted(LATEST_FIRST)
        .toList();
  }

  @Override
  public synchronized Page list(
      Access access, Selection wanted, Optional<String> cursor, int limit) {
    checkLimit(limit);
    Optional<Cursor> after = cursor.map(Cursor::parse);
    List<CatalogueEntry> visible = visible(access);
    List<CatalogueEntry> rest =
        visible.stream()
            .filter(entry -> wanted.state().filter(s -> s != entry.state()).isEmpty())
            .filter(entry -> names(entry).contains(wanted.text().toLowerCase(Locale.ROOT)))
            .filter(
                entry ->
                    wanted.signal().isEmpty() || entry.flagged().contains(wanted.signal().get()))
            .filter(entry -> after.isEmpty() || after.get().isBefore(entry))
            .filter(entry -> isCopy(visible, entry, wanted.copies()))
            .limit(limit + 1L)
            .toList();
    List<CatalogueEntry> page = rest.stream().limit(limit).toList();
    return new Page(
        page, rest.size() > limit ? Optional.of(cursor(page.getLast())) : Optional.empty());
  }

  private static boolean isCopy(
      List<CatalogueEntry> visible, CatalogueEntry entry, Optional<Double> similarity) {
    return similarity.isEmpty()
        || visible.stream().anyMatch(other -> NearDuplicate.isCopy(entry, other, similarity.get()));
  }

  @Override
  public synchronized List<NearDuplicate> nearDuplicates(
      Access access, CatalogueEntry document, double similarity, int limit) {
    checkLimit(limit);
    return visible(access).stream()
        .sorted(NearDuplicate.LATEST_FIRST)
        .flatMap(other -> NearDuplicate.of(document, other, similarity).stream())
        .limit(limit)
        .toList();
  }

  private static void checkLimit(int limit) {
    if (limit < 1 || limit > 200) {
      throw new IllegalArgumentException("limit is " + limit + ": give 1 to 200");
    }
  }

  private static String names(CatalogueEntry entry) {
    return (entry.identity().id()
            + "\n"
            + name(entry, Metadata::title)
            + "\n"
            + name(entry, Metadata::filename))
        .toLowerCase(Locale.ROOT);
  }

  private static String name(CatalogueEntry entry, Function<Metadata, String> field) {
    String latest = field.apply(entry.latest().metadata());
    return latest.isEmpty()
        ? entry.standing().map(event -> field.apply(event.metadata())).orElse("")
        : latest;
  }

  private static String cursor(CatalogueEntry entry) {
    return entry.toldMicros() + " " + entry.identity().key();
  }

  private record Cursor(long told, String key) {
    static Cursor parse(String token) {
      int space = token.indexOf(' ');
      if (space < 0) {
        throw new IllegalArgumentException(
            "cursor is none that a page gave: leave it out to start again");
      }
      return new Cursor(Long.parseLong(token.substring(0, space)), token.substring(space + 1));
    }

    boolean isBefore(CatalogueEntry entry) {
      return entry.toldMicros() < told
          || (entry.toldMicros() == told && entry.identity().key().compareTo(key) > 0);
    }
  }

  @Override
  public synchronized Map<DocumentState, Long> counts(Access access) {
    Map<DocumentState, Long> counts = new EnumMap<>(DocumentState.class);
    for (DocumentState state : DocumentState.values()) {
      if (state != DocumentState.SUPERSEDED) {
        counts.put(state, visible(access).stream().filter(e -> e.state() == state).count());
      }
    }
    return counts;
  }

  @Override
  public void close() {
    // Nothing is held but memory.
  }
}
