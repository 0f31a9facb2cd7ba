package dev.freshet.query.journey;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.Catalogue;
import dev.freshet.common.store.CatalogueEntry;
import dev.freshet.query.backwards.TopicLog;
import dev.freshet.query.freshness.Freshness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gathers what is known of a document, and keeps back what the caller may not see: of the document
 * by the rule of {@code GET /v1/documents/{id}}, and of each version by its own access list.
 */
final class Gathering {
  /** So many versions are told, the newest. */
  static final int MAX_VERSIONS = 20;

  private final Catalogue catalogue;
  private final Freshness freshness;
  private final Line line;
  private final Access access;
  private long looked;
  private long left;

  Gathering(Catalogue catalogue, Freshness freshness, Line line, Access access) {
    this.catalogue = catalogue;
    this.freshness = freshness;
    this.line = line;
    this.access = access;
  }

  /** How many records under way were looked at. */
  long looked() {
    return looked;
  }

  /** How many were not. */
  long left() {
    return left;
  }

  /**
   * A document of a source.
   *
   * @param token the version asked for; its record is read whatever the bounds of a look are
   * @return empty where there is none, or none that the caller may see
   */
  Optional<Found> in(String source, DocumentId id, Optional<Position> token) {
    DocumentIdentity identity = new DocumentIdentity(source, access.tenant(), id);
    Optional<SourceRecord> asked = token.flatMap(line::published);
    if (asked.filter(record -> !record.identity().equals(identity)).isPresent()) {
      return Optional.empty();
    }
    List<SourceRecord> underWay = underWay(identity, asked);
    Optional<CatalogueEntry> entry = catalogue.find(identity);
    boolean visible =
        entry.map(e -> e.visibleTo(access)).orElse(true)
            && underWay.stream()
                .filter(record -> !freshness.standing(record.position()).out())
                .allMatch(r -> r.deletes() || access.permits(identity, r.acl()));
    Function<Position, Story> make = position -> story(position, entry, List.of(), underWay);
    if (!visible) {
      // That it is deleted will be told to everyone in the tenant: so may the deletion be.
      return underWay.stream()
          .filter(SourceRecord::deletes)
          .map(record -> make.apply(record.position()))
          .min(Story.NEWEST_FIRST)
          .filter(newest -> underWay.stream().noneMatch(r -> newer(r, newest)))
          .map(newest -> new Found(identity, List.of(newest), Optional.empty()));
    }
    if (entry.isEmpty() && underWay.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(found(identity, entry, underWay)).filter(f -> !f.stories().isEmpty());
  }

  private static boolean newer(SourceRecord record, Story than) {
    return record.version().supersedes(than.version());
  }

  private List<SourceRecord> underWay(DocumentIdentity identity, Optional<SourceRecord> asked) {
    Line.Look<SourceRecord> look =
        line.underWay(
            identity.source(),
            freshness::mark,
            record -> record.identity().equals(identity),
            MAX_VERSIONS);
    looked += look.looked();
    left += look.left();
    Map<Position, SourceRecord> all = new HashMap<>();
    look.found().forEach(record -> all.put(record.position(), record));
    asked.ifPresent(record -> all.put(record.position(), record));
    return List.copyOf(all.values());
  }

  private Found found(
      DocumentIdentity identity, Optional<CatalogueEntry> entry, List<SourceRecord> underWay) {
    List<IndexEvent> told = new ArrayList<>();
    entry.flatMap(CatalogueEntry::standing).ifPresent(told::add);
    entry.flatMap(CatalogueEntry::pending).ifPresent(told::add);
    Set<Position> ofCatalogue = told.stream().map(Gathering::position).collect(Collectors.toSet());
    Set<LogPartition> partitions =
        Stream.concat(ofCatalogue.stream(), underWay.stream().map(SourceRecord::position))
            .map(Position::log)
            .collect(Collectors.toSet());
    // Each version may have a word of each lane, and one of its deferral.
    told.addAll(line.told(identity, partitions, 4 * MAX_VERSIONS).found());
    List<Story> stories =
        Stream.concat(
                told.stream().map(Gathering::position),
                underWay.stream().map(SourceRecord::position))
            .distinct()
            .map(position -> story(position, entry, told, underWay))
            .sorted(Story.NEWEST_FIRST)
            .limit(MAX_VERSIONS)
            .filter(story -> ofCatalogue.contains(story.version().position()) || shown(story))
            .toList();
    return new Found(
        identity,
        stories,
        entry
            .flatMap(CatalogueEntry::standing)
            .filter(event -> event.state() == DocumentState.INDEXED)
            .map(event -> event.origin().version()));
  }

  /** By its own access list, for which its record is read where nothing else says it. */
  private boolean shown(Story story) {
    return story
        .acl()
        .or(() -> recorded(story.version().position()))
        .map(acl -> acl.isEmpty() || acl.stream().anyMatch(access.principals()::contains))
        .orElse(false);
  }

  private Optional<List<String>> recorded(Position version) {
    try {
      return line.published(version).map(r -> r.deletes() ? List.<String>of() : r.acl());
    } catch (TopicLog.OutOfTime _) {
      // Who may see it is not known: nobody is told of it.
      return Optional.empty();
    }
  }

  private static Position position(IndexEvent event) {
    return event.origin().version().position();
  }

  private static Story story(
      Position position,
      Optional<CatalogueEntry> entry,
      List<IndexEvent> told,
      List<SourceRecord> underWay) {
    List<IndexEvent> events =
        Stream.concat(
                told.stream(),
                entry.stream()
                    .flatMap(e -> Stream.concat(e.standing().stream(), e.pending().stream())))
            .filter(event -> position(event).equals(position))
            .distinct()
            .toList();
    Optional<SourceRecord> published =
        underWay.stream().filter(record -> record.position().equals(position)).findFirst();
    Version version =
        published.map(SourceRecord::version).orElseGet(() -> events.getFirst().origin().version());
    return new Story(version, events, published);
  }
}
