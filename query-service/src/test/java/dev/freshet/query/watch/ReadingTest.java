package dev.freshet.query.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.ModelIdentity;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Tokenizer;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.CatalogueEntry;
import dev.freshet.common.store.Filter;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.query.FakeLog;
import dev.freshet.query.retrieval.Mode;
import dev.freshet.query.retrieval.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadingTest {
  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  private static final LogPartition LOG = new LogPartition("freshet.embedded.g", 0);
  private static final Access READER = new Access(Tenant.DEFAULT, Set.of());

  private final Map<DocumentIdentity, CatalogueEntry> catalogue = new HashMap<>();
  private final FakeLog log = new FakeLog();
  private final Queries queries = new Queries();
  private final List<Event> told = new ArrayList<>();
  private final WatchedGeneration generation =
      new WatchedGeneration(
          "g",
          List.of(LOG.topic()),
          access -> new View(point(Long.MAX_VALUE), Map.of(), 0, access),
          access -> access,
          identity -> Optional.ofNullable(catalogue.get(identity)),
          new Alike());
  private final Reading reading =
      new Reading(generation, queries, new Positions(Map.of(LOG, -1L)), Map.of());

  private static ReadPoint point(long offset) {
    return new ReadPoint(Map.of(LOG, offset));
  }

  private final class Told implements Sink {
    @Override
    public void offer(Event event) {
      told.add(event);
    }

    @Override
    public boolean over() {
      return false;
    }
  }

  private Standing watch(int remembered) {
    var wanted = new Wanted("leave", Mode.SPARSE, 1, Filter.EVERYTHING, Optional.empty(), Set.of());
    var watch =
        new Standing(wanted, READER, new Told(), queries.standing(wanted, new Alike()), remembered);
    watch.beginAt(reading.done());
    reading.add(watch);
    return watch;
  }

  private void index(String id, long offset, Optional<Instant> expiresAt, String text) {
    Metadata none = Metadata.NONE;
    var metadata =
        new Metadata(
            "",
            "",
            "",
            "",
            Optional.empty(),
            expiresAt,
            List.of(),
            Map.of(),
            "",
            none.createdAt(),
            none.modifiedAt(),
            0);
    var identity = new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId(id));
    var event =
        new IndexEvent(
            new Origin(identity, new Version(new Position("documents", 0, offset), NOW), List.of()),
            DocumentState.INDEXED,
            LOG.at(offset),
            metadata,
            1,
            1,
            0,
            Optional.empty());
    catalogue.merge(
        identity, CatalogueEntry.of(identity).after(event), (entry, _) -> entry.after(event));
    log.put(event, metadata, List.of(text), Vector.of(1, 0));
  }

  private void readAll() {
    try (var reel = new Reel(List.of(LOG.topic()), log.consumer(), reading.done())) {
      reel.poll(Duration.ZERO);
      View view = generation.view().apply(READER);
      for (var next = reel.next(view.point()); next.isPresent(); next = reel.next(view.point())) {
        reading.take(next.get(), view, NOW);
      }
    }
  }

  private List<String> kinds() {
    return told.stream().map(event -> event.kind().label()).toList();
  }

  @Test
  void documentWhoseTimeIsOver_isRetracted_onceAndWithoutARecord() {
    watch(10);
    index("a", 0, Optional.of(NOW.plusSeconds(60)), "Leave of a");
    readAll();

    reading.sweep(NOW.plusSeconds(59));
    assertThat(kinds()).containsExactly("match");
    reading.sweep(NOW.plusSeconds(60));
    reading.sweep(NOW.plusSeconds(61));

    assertThat(kinds()).containsExactly("match", "retract");
    assertThat(told.getLast().data().path("reason").asText()).isEqualTo("expired");
  }

  @Test
  void versionThatWasOvertaken_isNotTold() {
    watch(10);
    index("a", 0, Optional.empty(), "Leave, first");
    index("a", 1, Optional.empty(), "Leave, second");
    readAll();

    assertThat(told).hasSize(1);
    assertThat(told.getFirst().data().at("/passage/text").asText()).isEqualTo("Leave, second");
  }

  @Test
  void whatIsForgotten_isAMatchAgain() {
    watch(1);
    index("a", 0, Optional.empty(), "Leave of a");
    index("b", 1, Optional.empty(), "Leave of b");
    readAll();
    index("a", 2, Optional.empty(), "Leave of a, anew");
    index("c", 3, Optional.empty(), "Nothing");
    readAll();

    assertThat(kinds()).containsExactly("match", "match", "match");
  }

  @Test
  void cursor_isReadAsItWasWritten_alsoBesideNewPartitions_andRefusedWhereOneIsGone() {
    var positions = new Positions(Map.of(LOG, 41L));
    var cursor =
        new Cursor("g", Positions.NONE, positions, Optional.of(new Cursor.Part(LOG, 42, 3)));
    String text = cursor.text(List.of(LOG));

    assertThat(text).isEqualTo("g!1qgxpz40!1qgxpz416!1qgxpz4-42-3");
    assertThat(Cursor.parse(text, List.of(LOG)))
        .contains(new Cursor("g", new Positions(Map.of(LOG, -1L)), positions, cursor.within()));
    var other = new LogPartition("other", 0);
    assertThat(Cursor.parse(text, List.of(other, LOG)).orElseThrow().done())
        .isEqualTo(new Positions(Map.of(LOG, 41L, other, -1L)));
    assertThat(Cursor.parse(text, List.of(other))).isEmpty();
  }

  /** Embeds everything alike. */
  private static final class Alike implements Embedder {
    @Override
    public ModelIdentity identity() {
      return new ModelIdentity("alike", 2, 512, "alike-1");
    }

    @Override
    public Tokenizer tokenizer() {
      return String::length;
    }

    @Override
    public int batch() {
      return 1;
    }

    @Override
    public int callers() {
      return 1;
    }

    @Override
    public List<Vector> embed(List<String> texts, Purpose purpose) {
      return texts.stream().map(_ -> Vector.of(1, 0)).toList();
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
