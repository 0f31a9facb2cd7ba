package dev.freshet.stores.testkit;

import static dev.freshet.stores.testkit.Samples.ANYONE;
import static dev.freshet.stores.testkit.Samples.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Sketch;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.Catalogue;
import dev.freshet.common.store.NearDuplicate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The laws of near-duplicates in a {@link Catalogue}. An adapter extends this class. */
public abstract class NearDuplicateContract extends CatalogueFixture {
  private static final Access ANN = new Access(Tenant.DEFAULT, Set.of("user:ann"));
  private static final Metadata FOR_ANN = Samples.metadata("secret", List.of("user:ann"), Map.of());

  /**
   * A sketch.
   *
   * @param wording of different ones no two values are the same
   * @param changed so many values differ from the wording's, each in another band: 0 to 32
   */
  private static Sketch sketch(int wording, int changed) {
    byte[] values = new byte[Sketch.VALUES];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (wording + 7 * i);
    }
    for (int i = 0; i < changed; i++) {
      values[4 * i] = (byte) (values[4 * i] + 100);
    }
    return Sketch.of(values);
  }

  private static IndexEvent event(DocumentIdentity identity, long version, Sketch sketch) {
    return event(identity, version, Metadata.NONE, sketch);
  }

  private static IndexEvent event(
      DocumentIdentity identity, long version, Metadata metadata, Sketch sketch) {
    return Events.of(
        identity, version, DocumentState.INDEXED, metadata, List.of(), Optional.of(sketch));
  }

  private static IndexEvent event(String id, long version, DocumentState state) {
    return Events.of(document(id), version, state, Metadata.NONE, List.of());
  }

  private void tell(String id, long version, Sketch sketch) {
    tell(event(document(id), version, sketch));
  }

  private List<String> twins(Access access, String id, double similarity) {
    return told(access, id, similarity, 200).stream()
        .map(twin -> twin.entry().identity().id().value())
        .toList();
  }

  private List<NearDuplicate> told(Access access, String id, double similarity, int limit) {
    return catalogue.nearDuplicates(
        access, catalogue.find(document(id)).orElseThrow(), similarity, limit);
  }

  private List<String> copies(Access access) {
    return copies(access, 200);
  }

  private List<String> copies(Access access, int limit) {
    var wanted = new Catalogue.Selection(Optional.empty(), "", Optional.empty(), Optional.of(0.9));
    List<String> ids = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Catalogue.Page page = catalogue.list(access, wanted, cursor, limit);
      assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
      page.entries().forEach(entry -> ids.add(entry.identity().id().value()));
      cursor = page.next();
    } while (cursor.isPresent());
    return ids;
  }

  @Test
  void nearDuplicates_areToldFromTheSimilarityOn_theLatestPublishedFirst() {
    tell("a", 1, sketch(1, 0));
    tell("twelve", 2, sketch(1, 12));
    tell("thirteen", 3, sketch(1, 13));
    tell("same", 4, sketch(1, 0));
    tell("most", 5, sketch(1, 25));
    tell("more", 6, sketch(1, 26));
    tell("other", 7, sketch(100, 0));
    tell("none", 8, DocumentState.INDEXED);
    catalogue.refresh();
    assertThat(twins(ANYONE, "a", 0.9)).containsExactly("same", "twelve");
    assertThat(twins(ANYONE, "a", NearDuplicate.LEAST))
        .containsExactly("most", "same", "thirteen", "twelve");
    assertThat(twins(ANYONE, "a", 1)).containsExactly("same");
    assertThat(told(ANYONE, "a", 0.9, 200).get(1).similarity()).isEqualTo(116 / 128.0);
    assertThat(told(ANYONE, "a", 0.9, 1)).extracting(NearDuplicate::similarity).containsExactly(1.);
    assertThat(twins(ANYONE, "other", NearDuplicate.LEAST)).isEmpty();
    assertThat(twins(ANYONE, "none", NearDuplicate.LEAST)).isEmpty();
  }

  private void tell(String id, long version, DocumentState state) {
    tell(event(id, version, state));
  }

  @Test
  void copies_areThoseOfWhichAnOlderOneStands() {
    tell("original", 1, sketch(1, 0));
    tell("alone", 2, sketch(100, 0));
    tell("copy", 3, sketch(1, 3));
    tell("later", 4, sketch(1, 6));
    catalogue.refresh();
    assertThat(copies(ANYONE)).containsExactly("later", "copy");
    tell("original", 5, DocumentState.DELETED);
    catalogue.refresh();
    assertThat(copies(ANYONE)).containsExactly("later");
    assertThat(twins(ANYONE, "copy", 0.9)).containsExactly("later");
  }

  @Test
  void updateOfATwin_endsIt_andAFailedOneDoesNot() {
    tell("a", 1, sketch(1, 0));
    tell("b", 2, sketch(1, 0));
    tell("b", 3, DocumentState.DEAD);
    catalogue.refresh();
    assertThat(twins(ANYONE, "a", 0.9)).containsExactly("b");
    assertThat(copies(ANYONE)).containsExactly("b");
    tell("b", 4, sketch(100, 0));
    catalogue.refresh();
    assertThat(twins(ANYONE, "a", 0.9)).isEmpty();
    assertThat(twins(ANYONE, "b", 0.9)).isEmpty();
    assertThat(copies(ANYONE)).isEmpty();
    tell("b", 5, sketch(1, 1));
    catalogue.refresh();
    assertThat(copies(ANYONE)).containsExactly("b");
    tell("b", 6, DocumentState.INDEXED);
    catalogue.refresh();
    assertThat(twins(ANYONE, "a", 0.9)).isEmpty();
    assertThat(copies(ANYONE)).isEmpty();
  }

  @Test
  void originalPublishedAgain_isTheCopyFromThenOn() {
    tell("a", 1, sketch(1, 0));
    tell("b", 2, sketch(1, 0));
    tell("a", 3, sketch(1, 0));
    catalogue.refresh();
    assertThat(copies(ANYONE)).containsExactly("a");
  }

  @Test
  void hiddenTwin_isNeverTold_norThatThereIsOne() {
    tell("secret", 1, FOR_ANN, sketch(1, 0));
    tell("open", 2, Metadata.NONE, sketch(1, 0));
    tell("other", 3, Metadata.NONE, sketch(1, 0));
    catalogue.refresh();
    assertThat(twins(ANYONE, "open", 0.9)).containsExactly("other");
    assertThat(copies(ANYONE)).containsExactly("other");
    assertThat(twins(ANN, "open", 0.9)).containsExactly("other", "secret");
    assertThat(copies(ANN)).containsExactly("other", "open");
    Access less = ANN.withholding(Set.of(document("secret")));
    assertThat(twins(less, "open", 0.9)).containsExactly("other");
    assertThat(copies(less)).containsExactly("other");
  }

  private void tell(String id, long version, Metadata metadata, Sketch sketch) {
    tell(event(document(id), version, metadata, sketch));
  }

  @Test
  void twinThatIsNarrowed_isKeptBackAtOnce() {
    tell("a", 1, sketch(1, 0));
    tell("b", 2, sketch(1, 0));
    catalogue.refresh();
    assertThat(copies(ANYONE)).containsExactly("b");
    tell("a", 3, FOR_ANN, sketch(1, 0));
    assertThat(twins(ANYONE, "b", 0.9)).isEmpty();
    assertThat(copies(ANYONE)).isEmpty();
    tell("a", 4, Metadata.NONE, sketch(100, 0));
    assertThat(twins(ANYONE, "b", 0.9)).isEmpty();
  }

  @Test
  void otherTenantsTwin_isNeverTold_andAnotherSourcesIs() {
    Tenant other = new Tenant("other");
    tell(event(document("documents", other, "a"), 1, sketch(1, 0)));
    tell("a", 2, sketch(1, 0));
    catalogue.refresh();
    assertThat(twins(ANYONE, "a", 0.9)).isEmpty();
    assertThat(copies(ANYONE)).isEmpty();
    assertThat(copies(new Access(other, Set.of()))).isEmpty();
    tell(event(document("archive", Tenant.DEFAULT, "a"), 3, sketch(1, 0)));
    catalogue.refresh();
    assertThat(told(ANYONE, "a", 0.9, 9))
        .extracting(twin -> twin.entry().identity().source())
        .containsExactly("archive");
    assertThat(copies(ANYONE)).containsExactly("a");
  }

  @RepeatedTest(10)
  void anyOrder_andAnyReplay_tellTheSame(RepetitionInfo repetition) {
    List<IndexEvent> told = new ArrayList<>();
    told.add(event(document("a"), 1, sketch(1, 0)));
    told.add(event(document("b"), 2, sketch(100, 0)));
    told.add(event(document("b"), 5, sketch(1, 4)));
    told.add(event(document("c"), 3, sketch(1, 8)));
    told.add(event("d", 7, DocumentState.DELETED));
    told.add(event(document("d"), 4, sketch(1, 0)));
    told.add(event(document("e"), 6, sketch(1, 12)));
    told.addAll(List.copyOf(told));
    Collections.shuffle(told, new Random(repetition.getCurrentRepetition()));
    for (IndexEvent event : told) {
      tell(event);
      if (event.origin().version().position().offset() % 3 == 0) {
        catalogue.refresh();
      }
    }
    catalogue.refresh();
    assertThat(twins(ANYONE, "a", 0.9)).containsExactly("e", "b", "c");
    assertThat(copies(ANYONE)).containsExactly("e", "b", "c");
    assertThat(copies(ANYONE, 1)).containsExactly("e", "b", "c");
  }

  @Test
  void copiesAmongMany_areFoundPageByPage() {
    int many = 2 * Catalogue.MAX_LOOKED + 100;
    Random random = new Random(1);
    byte[] values = new byte[Sketch.VALUES];
    for (int i = 0; i < many; i++) {
      random.nextBytes(values);
      tell("d" + i, i, Sketch.of(values));
      if (i % 700 == 0) {
        tell("copy" + i, many + i, Sketch.of(values));
      }
    }
    catalogue.refresh();
    assertThat(copies(ANYONE, 2)).containsExactly("copy1400", "copy700", "copy0");
  }

  @Test
  void manyAlike_areBounded() {
    int many = 500;
    for (int i = 0; i < many; i++) {
      tell("d" + i, i, sketch(1, i % 3));
    }
    catalogue.refresh();
    assertThat(twins(ANYONE, "d0", 0.9)).hasSize(200).startsWith("d499", "d498");
    assertThat(copies(ANYONE, 7)).hasSize(many - 1).startsWith("d499").doesNotContain("d0");
    assertThatThrownBy(() -> told(ANYONE, "d0", 0.9, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit is 0: give 1 to 200");
  }

  @Test
  void commit_thenReopen_tellsTheSame() {
    assumeTrue(outlivesClosing(), "this catalogue keeps nothing once closed");
    tell("a", 1, sketch(1, 0));
    tell("b", 2, sketch(1, 12));
    catalogue.commit("");
    catalogue.close();
    openCatalogue();
    assertThat(twins(ANYONE, "a", 0.9)).containsExactly("b");
    assertThat(copies(ANYONE)).containsExactly("b");
  }
}
