package dev.freshet.stores.testkit;

import static dev.freshet.stores.testkit.Samples.ANYONE;
import static dev.freshet.stores.testkit.Samples.document;
import static dev.freshet.stores.testkit.Samples.input;
import static dev.freshet.stores.testkit.Samples.texts;
import static dev.freshet.stores.testkit.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Passage;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.Candidate;
import dev.freshet.common.store.Candidates;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.Filter;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.PassageKey;
import dev.freshet.common.store.PassageQuery;
import dev.freshet.common.text.TextAnalysis;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The laws of {@link dev.freshet.common.store.PassageSearcher}. */
abstract class PassageSearchContract extends FacetContract {

  @Test
  void fetch_givesBackEverything() {
    Metadata metadata =
        new Metadata(
            "Title",
            "file.pdf",
            "application/pdf",
            "https://example.org/a",
            Optional.of(Instant.parse("2026-01-02T03:04:05.678Z")),
            Optional.of(Instant.parse("2030-01-01T00:00:00Z")),
            List.of(),
            Map.of("team", "legal", "n", "7"),
            "Ann",
            Optional.of(Instant.EPOCH),
            Optional.empty(),
            1234);
    Passage passage =
        new Passage("0123", 0, List.of("A", "B"), Optional.of(3), "Line one\nline two 🚀", 9);
    EmbeddedDocument document =
        new EmbeddedDocument(
            metadata,
            List.of(new EmbeddedPassage(passage, Samples.vector("x"), true)),
            List.of("a notice"));
    var identity = document("documents", Tenant.DEFAULT, "ordner/straße 水?#%.pdf");
    writer.replace(identity, version(3), document, input(5));
    writer.refresh();
    PassageKey key = PassageKey.of(identity, version(3), 0);
    assertThat(found(at(5), Samples.everything(ANYONE)))
        .containsExactly(new FoundPassage(key, identity, version(3), metadata, passage, 5));
  }

  @Test
  void fetch_inTheOrderOfItsKeys() {
    writer.replace(document("a"), version(3), texts("one", "two", "three"), input(5));
    writer.refresh();
    try (var snapshot = searcher.open(at(5))) {
      List<PassageKey> keys =
          snapshot.candidates(Samples.everything(ANYONE)).dense().stream()
              .map(Candidate::key)
              .toList();
      assertThat(keys).hasSize(3);
      assertThat(snapshot.fetch(keys.reversed()).stream().map(FoundPassage::key))
          .isEqualTo(keys.reversed());
      assertThat(snapshot.fetch(List.of())).isEmpty();
    }
  }

  @Test
  void candidates_withoutVectorOrTerms_areEmptyLists() {
    writer.replace(document("a"), version(3), texts("river"), input(5));
    writer.refresh();
    try (var snapshot = searcher.open(at(5))) {
      var nothing =
          new PassageQuery(
              Optional.empty(), List.of(), 10, ANYONE, Filter.EVERYTHING, Set.of(), Samples.NOW);
      assertThat(snapshot.candidates(nothing)).isEqualTo(new Candidates(List.of(), List.of()));
      assertThat(snapshot.candidates(Samples.everything(ANYONE)).sparse()).isEmpty();
      assertThat(snapshot.candidates(Samples.sparse(10, "river")).dense()).isEmpty();
    }
  }

  @Test
  void candidates_denseScore_isTheCosine() {
    Vector up = Vector.of(1, 0, 0, 0, 0, 0, 0, 0);
    Vector down = Vector.of(-1, 0, 0, 0, 0, 0, 0, 0);
    Vector aside = Vector.of(0, 1, 0, 0, 0, 0, 0, 0);
    EmbeddedDocument document =
        new EmbeddedDocument(
            Metadata.NONE,
            List.of(
                Samples.passage(0, "up", up),
                Samples.passage(1, "down", down),
                Samples.passage(2, "aside", aside)),
            List.of());
    writer.replace(document("a"), version(3), document, input(5));
    writer.refresh();
    var query =
        new PassageQuery(
            Optional.of(up), List.of(), 10, ANYONE, Filter.EVERYTHING, Set.of(), Samples.NOW);
    try (var snapshot = searcher.open(at(5))) {
      List<Candidate> dense = snapshot.candidates(query).dense();
      assertThat(dense.get(0).score()).isCloseTo(1, within(1e-5));
      assertThat(dense.get(1).score()).isCloseTo(0, within(1e-5));
      assertThat(dense.get(2).score()).isCloseTo(-1, within(1e-5));
    }
  }

  @Test
  void candidates_sparse_findTitleHeadingAndText() {
    writer.replace(
        document("a"),
        version(3),
        texts(Samples.metadata("Glaciers", List.of(), Map.of()), "melting snow"),
        input(5));
    writer.refresh();
    TextAnalysis analysis = new TextAnalysis();
    for (String word : List.of("glacier", "heading", "melt")) {
      String[] terms = analysis.queryTerms(word).toArray(String[]::new);
      assertThat(found(at(5), Samples.sparse(10, terms))).hasSize(1);
    }
    assertThat(found(at(5), Samples.sparse(10, "absent"))).isEmpty();
  }

  @Test
  void candidates_repeatedTerm_countsOnce() {
    writer.replace(document("a"), version(3), texts("river", "stone"), input(5));
    writer.refresh();
    try (var snapshot = searcher.open(at(5))) {
      assertThat(snapshot.candidates(Samples.sparse(10, "river", "river", "stone")))
          .isEqualTo(snapshot.candidates(Samples.sparse(10, "river", "stone")));
    }
  }

  @Test
  void candidates_equalScores_areCutByKey() {
    for (int i = 0; i < 30; i++) {
      writer.replace(document("d" + i), version(i), texts("river"), input(i));
      if (i % 7 == 0) {
        writer.refresh();
      }
    }
    writer.refresh();
    List<PassageKey> first =
        IntStream.range(0, 30)
            .mapToObj(i -> PassageKey.of(document("d" + i), version(i), 0))
            .sorted()
            .limit(5)
            .toList();
    var query =
        new PassageQuery(
            Optional.of(Samples.vector("q")),
            List.of("river"),
            5,
            ANYONE,
            Filter.EVERYTHING,
            Set.of(),
            Samples.NOW);
    try (var snapshot = searcher.open(at(29))) {
      Candidates found = snapshot.candidates(query);
      assertThat(found.dense().stream().map(Candidate::key)).isEqualTo(first);
      assertThat(found.sparse().stream().map(Candidate::key)).isEqualTo(first);
    }
  }

  @Test
  void candidates_unicodeTerms_match() {
    writer.replace(document("a"), version(3), texts("Die Straße am Café, 水の流れ"), input(5));
    writer.refresh();
    TextAnalysis analysis = new TextAnalysis();
    for (String word : List.of("straße", "CAFÉ", "水")) {
      String[] terms = analysis.queryTerms(word).toArray(String[]::new);
      assertThat(found(at(5), Samples.sparse(10, terms))).hasSize(1);
    }
  }

  @Test
  void candidates_otherTenantsAndPrincipals_seeNothing() {
    Metadata secret = Samples.metadata("", List.of("group:legal", "user:ann"), Map.of());
    writer.replace(document("a"), version(3), texts(secret, "secret"), input(5));
    writer.refresh();
    assertThat(found(at(5), Samples.everything(ANYONE))).isEmpty();
    assertThat(found(at(5), Samples.everything(new Access(Tenant.DEFAULT, Set.of("user:bob")))))
        .isEmpty();
    assertThat(
            found(at(5), Samples.everything(new Access(new Tenant("other"), Set.of("user:ann")))))
        .isEmpty();
    assertThat(found(at(5), Samples.everything(new Access(Tenant.DEFAULT, Set.of("user:ann")))))
        .hasSize(1);
  }

  @Test
  void candidates_withheldDocuments_areLeftOutInsideTheQuery_soThatListsAreFull() {
    for (int i = 0; i < 30; i++) {
      writer.replace(document("d" + i), version(i), texts("river", "river too"), input(i));
    }
    writer.replace(
        document("archive", Tenant.DEFAULT, "d0"), version(30), texts("river"), input(30));
    writer.refresh();
    Set<DocumentIdentity> withheld =
        IntStream.range(0, 25).mapToObj(i -> document("d" + i)).collect(Collectors.toSet());
    withheld.add(document("never published"));
    var query =
        new PassageQuery(
            Optional.of(Samples.vector("q")),
            List.of("river"),
            11,
            ANYONE.withholding(withheld),
            Filter.EVERYTHING,
            Set.of(),
            Samples.NOW);
    try (var snapshot = searcher.open(at(30))) {
      Candidates found = snapshot.candidates(query);
      assertThat(found.dense()).hasSize(11);
      assertThat(found.sparse()).hasSize(11);
    }
    assertThat(found(at(30), query).stream().map(passage -> passage.identity().key()).distinct())
        .containsExactlyInAnyOrder(
            "archive/default/d0",
            "documents/default/d25",
            "documents/default/d26",
            "documents/default/d27",
            "documents/default/d28",
            "documents/default/d29");
  }

  @Test
  void snapshot_whileOpen_doesNotMove() {
    writer.replace(document("a"), version(3), texts("one"), input(5));
    writer.refresh();
    try (var snapshot = searcher.open(at(5))) {
      var before = found(snapshot, Samples.everything(ANYONE));
      writer.replace(document("a"), version(4), texts("two", "three"), input(6));
      writer.refresh();
      assertThat(found(snapshot, Samples.everything(ANYONE))).isEqualTo(before);
    }
    assertThat(textsAt(6)).containsExactly("three", "two");
  }

  @Test
  void snapshot_aheadOfWhatIsApplied_doesNotMoveEvenBySweeping() {
    assumeTrue(holdsWhatIsSwept(), "this store holds nothing for a snapshot");
    writer.replace(document("a"), version(3), texts("one"), input(5));
    writer.refresh();
    try (var snapshot = searcher.open(at(99))) {
      var before = found(snapshot, Samples.everything(ANYONE));
      writer.replace(document("a"), version(4), texts("two", "three"), input(6));
      writer.sweep(at(6));
      writer.refresh();
      assertThat(found(snapshot, Samples.everything(ANYONE))).isEqualTo(before);
    }
    assertThat(textsAt(99)).containsExactly("three", "two");
  }
}
