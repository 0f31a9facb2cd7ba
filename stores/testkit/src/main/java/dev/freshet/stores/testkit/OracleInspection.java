package dev.freshet.stores.testkit;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.StoreInspection;
import dev.freshet.common.store.StoredDocument;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Looks at every life.
 *
 * @param held tells what the oracle holds now
 */
record OracleInspection(Supplier<Held> held) implements StoreInspection {
  /** Heads and lives of one moment. */
  record Held(Map<DocumentIdentity, Head> heads, List<OracleLife> lives) {}

  @Override
  public Page documents(Optional<String> cursor, int limit) {
    Held now = held.get();
    List<DocumentIdentity> after =
        Stream.concat(
                now.heads().keySet().stream(),
                now.lives().stream()
                    .filter(life -> life.ended().isEmpty())
                    .map(life -> life.found().identity()))
            .distinct()
            .sorted(Comparator.comparing(DocumentIdentity::key))
            .filter(identity -> cursor.isEmpty() || identity.key().compareTo(cursor.get()) > 0)
            .toList();
    List<DocumentIdentity> page = after.stream().limit(limit).toList();
    return new Page(
        page, page.size() == after.size() ? Optional.empty() : Optional.of(page.getLast().key()));
  }

  @Override
  public Optional<Head> head(DocumentIdentity identity) {
    return Optional.ofNullable(held.get().heads().get(identity));
  }

  @Override
  public Optional<StoredDocument> document(DocumentIdentity identity) {
    Held now = held.get();
    Optional<Head> head = Optional.ofNullable(now.heads().get(identity));
    List<OracleLife> standing =
        now.lives().stream().filter(life -> life.isOf(identity) && life.ended().isEmpty()).toList();
    return head.isEmpty() && standing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new StoredDocument(
                head,
                stored(standing, life -> !life.isOrphanOf(head)),
                stored(standing, life -> life.isOrphanOf(head))));
  }

  private static List<StoredDocument.Stored> stored(
      List<OracleLife> lives, Predicate<OracleLife> which) {
    return lives.stream()
        .filter(which)
        .map(
            life ->
                new StoredDocument.Stored(
                    life.found().version(),
                    life.found().metadata(),
                    new EmbeddedPassage(life.found().passage(), life.vector(), false)))
        .sorted(Comparator.comparingInt(stored -> stored.embedded().passage().ordinal()))
        .toList();
  }
}
