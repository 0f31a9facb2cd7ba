package dev.freshet.stores.testkit;

import static dev.freshet.stores.testkit.Samples.ANYONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Signal;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.Catalogue;
import dev.freshet.common.store.CatalogueEntry;
import dev.freshet.common.store.ReadPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The laws of {@link Catalogue}. An adapter extends this class. */
public abstract class CatalogueContract extends CatalogueFixture {
  private static final Metadata NONE = Metadata.NONE;

  private IndexEvent tell(
      DocumentIdentity identity, long version, DocumentState state, Metadata metadata) {
    return tell(Events.of(identity, version, state, metadata, List.of()));
  }

  private IndexEvent tell(String id, long version, DocumentState state) {
    return tell(Samples.document(id), version, state, Metadata.NONE);
  }

  private static List<String> ids(Catalogue.Page page) {
    return page.entries().stream().map(entry -> entry.identity().id().value()).toList();
  }

  private List<String> listed(Access access, Optional<DocumentState> state, String text) {
    return ids(
        catalogue.list(
            access, new Catalogue.Selection(state, text, Optional.empty()), Optional.empty(), 200));
  }

  @Test
  void find_unknown_isEmpty() {
    assertThat(catalogue.find(Samples.document("a"))).isEmpty();
    assertThat(catalogue.find(ANYONE, "a")).isEmpty();
  }

  @Test
  void find_notRefreshed_isTheNewest() {
    tell("a", 1, DocumentState.INDEXED);
    catalogue.refresh();
    IndexEvent newer = tell("a", 2, DocumentState.INDEXED);
    assertThat(catalogue.find(Samples.document("a")).orElseThrow().standing()).contains(newer);
  }

  @Test
  void narrowerVersion_notRefreshed_isKeptFromWhoMayNotSeeIt() {
    tell("a", 1, DocumentState.INDEXED);
    catalogue.refresh();
    tell(
        Samples.document("a"),
        2,
        DocumentState.INDEXED,
        Samples.metadata("secret", List.of("user:ann"), Map.of()));
    assertThat(catalogue.find(ANYONE, "a")).isEmpty();
    assertThat(listed(ANYONE, Optional.empty(), "")).isEmpty();
    assertThat(catalogue.counts(ANYONE)).isEqualTo(counts(0, 0, 0, 0));
    assertThat(catalogue.find(new Access(Tenant.DEFAULT, Set.of("user:ann")), "a")).hasSize(1);
  }

  @Test
  void apply_deadNewerVersion_leavesTheStandingOne() {
    IndexEvent standing = tell("a", 1, DocumentState.INDEXED);
    IndexEvent dead = tell("a", 2, DocumentState.DEAD);
    catalogue.refresh();
    CatalogueEntry entry = catalogue.find(Samples.document("a")).orElseThrow();
    assertThat(entry.standing()).contains(standing);
    assertThat(entry.pending()).contains(dead);
    assertThat(entry.state()).isEqualTo(DocumentState.DEAD);
  }

  @Test
  void withheldDocuments_areInNoPageCountOrAnswer() {
    tell("a", 1, DocumentState.INDEXED);
    tell("b", 2, DocumentState.INDEXED);
    tell("c", 3, DocumentState.INDEXED);
    catalogue.refresh();
    Access less = ANYONE.withholding(Set.of(Samples.document("b"), Samples.document("unknown")));
    assertThat(listed(less, Optional.empty(), "")).containsExactly("c", "a");
    assertThat(catalogue.list(less, Catalogue.Selection.ALL, Optional.empty(), 2).next()).isEmpty();
    assertThat(catalogue.counts(less)).isEqualTo(counts(2, 0, 0, 0));
    assertThat(catalogue.find(less, "b")).isEmpty();
    assertThat(catalogue.find(ANYONE, "b")).hasSize(1);
  }

  @Test
  void apply_sameEventsAgain_changesNothing() {
    for (int i = 0; i < 2; i++) {
      tell("a", 1, DocumentState.INDEXED);
      tell("a", 2, DocumentState.DELETED);
      tell("b", 3, DocumentState.DEFERRED);
      catalogue.refresh();
      assertThat(listed(ANYONE, Optional.empty(), "")).containsExactly("b", "a");
      assertThat(catalogue.counts(ANYONE)).isEqualTo(counts(0, 1, 1, 0));
    }
  }

  private static Map<DocumentState, Long> counts(
      long indexed, long deleted, long deferred, long dead) {
    return Map.of(
        DocumentState.INDEXED, indexed,
        DocumentState.DELETED, deleted,
        DocumentState.DEFERRED, deferred,
        DocumentState.DEAD, dead);
  }

  @Test
  void list_latestToldFirst_pageByPage() {
    for (int i = 0; i < 23; i++) {
      tell("d" + i, i / 3, DocumentState.INDEXED);
    }
    catalogue.refresh();
    List<String> all = listed(ANYONE, Optional.empty(), "");
    assertThat(all).hasSize(23).startsWith("d21", "d22", "d18");
    List<String> paged = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      var page = catalogue.list(ANYONE, Catalogue.Selection.ALL, cursor, 5);
      paged.addAll(ids(page));
      cursor = page.next();
    } while (cursor.isPresent());
    assertThat(paged).isEqualTo(all);
  }

  @Test
  void list_exactlyFull_hasNoNextPage() {
    tell("a", 1, DocumentState.INDEXED);
    tell("b", 2, DocumentState.INDEXED);
    catalogue.refresh();
    assertThat(catalogue.list(ANYONE, Catalogue.Selection.ALL, Optional.empty(), 2).next())
        .isEmpty();
  }

  @Test
  void list_byState_givesOnlyThose() {
    tell("a", 1, DocumentState.INDEXED);
    tell("b", 2, DocumentState.DEAD);
    catalogue.refresh();
    assertThat(listed(ANYONE, Optional.of(DocumentState.DEAD), "")).containsExactly("b");
    assertThat(listed(ANYONE, Optional.of(DocumentState.DELETED), "")).isEmpty();
  }

  @Test
  void list_bySignal_givesThoseWhoseStandingVersionIsFlagged() {
    List<Signal> flagged =
        List.of(
            new Signal(Signal.Kind.GARBLED, 0.4, "", true),
            new Signal(Signal.Kind.PII, 1, "email 1", false));
    tell("a", 1, flagged);
    tell("b", 2, flagged);
    tell("c", 3, DocumentState.INDEXED);
    tell("d", 4, flagged);
    tell("b", 5, DocumentState.DEAD);
    tell("d", 6, DocumentState.INDEXED);
    catalogue.refresh();
    assertThat(listed(Signal.Kind.GARBLED)).containsExactly("b", "a");
    assertThat(listed(Signal.Kind.PII)).isEmpty();
    assertThat(catalogue.find(Samples.document("a")).orElseThrow().latest().signals())
        .isEqualTo(flagged);
  }

  private List<String> listed(Signal.Kind signal) {
    var wanted = new Catalogue.Selection(Optional.empty(), "", Optional.of(signal));
    return ids(catalogue.list(ANYONE, wanted, Optional.empty(), 200));
  }

  private void tell(String id, long version, List<Signal> signals) {
    tell(Events.of(Samples.document(id), version, DocumentState.INDEXED, NONE, signals));
  }

  @Test
  void list_byText_looksInIdTitleAndFilenameWhateverTheCase() {
    Metadata titled = Samples.metadata("Über Flüsse*", List.of(), Map.of());
    tell(Samples.document("x1"), 1, DocumentState.INDEXED, titled);
    tell("Report.PDF", 2, DocumentState.INDEXED);
    tell("other", 3, DocumentState.INDEXED);
    catalogue.refresh();
    assertThat(listed(ANYONE, Optional.empty(), "port.pd")).containsExactly("Report.PDF");
    assertThat(listed(ANYONE, Optional.empty(), "ÜBER")).containsExactly("x1");
    assertThat(listed(ANYONE, Optional.empty(), "*")).containsExactly("x1");
    assertThat(listed(ANYONE, Optional.empty(), "?")).isEmpty();
    assertThat(listed(ANYONE, Optional.empty(), "\\")).isEmpty();
  }

  @Test
  void access_otherTenantsAndPrincipals_seeNothing() {
    Metadata secret = Samples.metadata("secret", List.of("user:ann"), Map.of());
    tell(Samples.document("a"), 1, DocumentState.INDEXED, secret);
    tell(Samples.document("a"), 2, DocumentState.DEAD, Metadata.NONE);
    tell(
        Samples.document("documents", new Tenant("other"), "a"),
        3,
        DocumentState.INDEXED,
        Metadata.NONE);
    catalogue.refresh();
    Access ann = new Access(Tenant.DEFAULT, Set.of("user:ann"));
    assertThat(listed(ANYONE, Optional.empty(), "")).isEmpty();
    assertThat(catalogue.find(ANYONE, "a")).isEmpty();
    assertThat(catalogue.counts(ANYONE)).isEqualTo(counts(0, 0, 0, 0));
    assertThat(catalogue.find(ann, "a")).hasSize(1);
    assertThat(catalogue.counts(ann)).isEqualTo(counts(0, 0, 0, 1));
  }

  @Test
  void find_byId_givesEverySource() {
    tell(Samples.document("documents", Tenant.DEFAULT, "a/b"), 1, DocumentState.INDEXED, NONE);
    tell(Samples.document("archive", Tenant.DEFAULT, "a/b"), 2, DocumentState.INDEXED, NONE);
    catalogue.refresh();
    assertThat(catalogue.find(ANYONE, "a/b").stream().map(e -> e.identity().source()))
        .containsExactly("archive", "documents");
  }

  @Test
  void list_badCursorOrLimit_isRefused() {
    assertThatThrownBy(
            () -> catalogue.list(ANYONE, Catalogue.Selection.ALL, Optional.of("nonsense"), 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cursor is none that a page gave: leave it out to start again");
    assertThatThrownBy(() -> catalogue.list(ANYONE, Catalogue.Selection.ALL, Optional.empty(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit is 0: give 1 to 200");
  }

  @Test
  void closed_itKeepsTheCheckpointOfItsLastCommit() {
    assumeTrue(outlivesClosing(), "this catalogue keeps nothing once closed");
    assertThat(catalogue.checkpoint()).isEmpty();
    tell("a", 1, DocumentState.INDEXED);
    catalogue.commit("after one");
    tell("a", 2, DocumentState.INDEXED);
    assertThat(catalogue.checkpoint()).isEqualTo("after one");
    catalogue.close();
    openCatalogue();
    assertThat(catalogue.checkpoint()).isEqualTo("after one");
    catalogue.commit("after two");
    catalogue.close();
    openCatalogue();
    assertThat(catalogue.checkpoint()).as("of a commit of nothing else").isEqualTo("after two");
  }

  @Test
  void commit_thenReopen_holdsTheSame() {
    assumeTrue(outlivesClosing(), "this catalogue keeps nothing once closed");
    assertThat(catalogue.durable()).isEqualTo(ReadPoint.START);
    tell("a", 1, DocumentState.INDEXED);
    tell("a", 2, DocumentState.DEAD);
    catalogue.commit("what comes next");
    ReadPoint durable = catalogue.durable();
    assertThat(durable).isEqualTo(ReadPoint.START.advancedTo(new Position("index-events", 0, 1)));
    Optional<CatalogueEntry> entry = catalogue.find(Samples.document("a"));
    catalogue.close();
    openCatalogue();
    assertThat(catalogue.durable()).isEqualTo(durable);
    assertThat(catalogue.checkpoint()).isEqualTo("what comes next");
    assertThat(catalogue.find(Samples.document("a"))).isEqualTo(entry);
    assertThat(listed(ANYONE, Optional.empty(), "")).containsExactly("a");
  }
}
