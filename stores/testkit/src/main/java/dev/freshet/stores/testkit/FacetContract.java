package dev.freshet.stores.testkit;

import static dev.freshet.stores.testkit.Samples.ANYONE;
import static dev.freshet.stores.testkit.Samples.document;
import static dev.freshet.stores.testkit.Samples.input;
import static dev.freshet.stores.testkit.Samples.metadata;
import static dev.freshet.stores.testkit.Samples.texts;
import static dev.freshet.stores.testkit.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Tenant;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.Facet;
import dev.freshet.common.store.FacetQuery;
import dev.freshet.common.store.Filter;
import dev.freshet.common.store.ReadPoint;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Counting documents by their fields. */
abstract class FacetContract extends PassageTimeContract {

  private static EmbeddedDocument of(String team, String... texts) {
    Map<String, String> meta = team.isEmpty() ? Map.of() : Map.of("team", team);
    return texts(metadata("", List.of(), meta), texts);
  }

  private static FacetQuery query(int most, Access access, Filter filter, String... fields) {
    return new FacetQuery(List.of(fields), most, access, filter, Set.of(), Samples.NOW);
  }

  private List<Facet> counted(ReadPoint at, FacetQuery query) {
    try (var snapshot = searcher.open(at)) {
      return snapshot.facets(query);
    }
  }

  private static Facet.Value value(String value, long documents) {
    return new Facet.Value(value, documents);
  }

  @Test
  void facets_countDocumentsAndNotPassages_andWhatIsLeft() {
    writer.replace(document("a"), version(1), of("legal", "one", "two", "three"), input(1));
    writer.replace(document("b"), version(2), of("legal", "four"), input(2));
    writer.replace(document("c"), version(3), of("sales", "five"), input(3));
    writer.refresh();
    writer.replace(document("d"), version(4), of("board", "six"), input(4));
    writer.replace(document("e"), version(5), of("", "seven"), input(5));
    writer.replace(document("empty"), version(6), of("legal"), input(6));
    writer.refresh();
    assertThat(counted(at(6), query(2, ANYONE, Filter.EVERYTHING, "meta.team", "source")))
        .containsExactly(
            new Facet("meta.team", List.of(value("legal", 2), value("board", 1)), 1, 1),
            new Facet("source", List.of(value("documents", 5)), 0, 0));
  }

  @Test
  void facets_countWhatTheFilterAndTheAccessLetThrough_asOfTheReadPoint() {
    var secret = texts(metadata("", List.of("user:ann"), Map.of("team", "board")), "x", "y");
    writer.replace(document("secret"), version(1), secret, input(1));
    writer.replace(
        document("documents", new Tenant("other"), "a"), version(2), of("legal", "z"), input(2));
    writer.replace(document("a"), version(3), of("legal", "one"), input(3));
    writer.replace(document("a"), version(4), of("sales", "two"), input(4));
    writer.replace(document("withheld"), version(5), of("sales", "three"), input(5));
    writer.delete(document("a"), version(6), input(6));
    writer.refresh();
    Access withholding = ANYONE.withholding(Set.of(document("withheld")));
    Filter any = Filter.EVERYTHING;
    assertThat(counted(at(3), query(9, ANYONE, any, "meta.team")))
        .containsExactly(new Facet("meta.team", List.of(value("legal", 1)), 0, 0));
    assertThat(counted(at(5), query(9, withholding, any, "meta.team")))
        .containsExactly(new Facet("meta.team", List.of(value("sales", 1)), 0, 0));
    assertThat(counted(at(6), query(9, withholding, any, "meta.team")))
        .containsExactly(new Facet("meta.team", List.of(), 0, 0));
    Access ann = new Access(Tenant.DEFAULT, Set.of("user:ann"));
    Filter board = new Filter.In("meta.team", List.of("board"));
    assertThat(counted(at(6), query(9, ann, board, "meta.team", "meta.absent")))
        .containsExactly(
            new Facet("meta.team", List.of(value("board", 1)), 0, 0),
            new Facet("meta.absent", List.of(), 0, 1));
  }

  @Test
  void facets_ofALongValue_countItAmongTheOthers() {
    writer.replace(document("a"), version(1), of("x".repeat(600), "one"), input(1));
    writer.replace(document("b"), version(2), of("short", "two"), input(2));
    writer.refresh();
    assertThat(counted(at(2), query(9, ANYONE, Filter.EVERYTHING, "meta.team")))
        .containsExactly(new Facet("meta.team", List.of(value("short", 1)), 1, 0));
  }

  @Test
  void facets_ofALargeDocument_countItOnce() {
    String[] many = IntStream.range(0, 1500).mapToObj(i -> "text " + i).toArray(String[]::new);
    EmbeddedDocument large = of("legal", many);
    writer.prepare(document("large"), version(2), large, input(2));
    writer.replace(document("b"), version(1), of("sales", "two"), input(1));
    writer.refresh();
    writer.replace(document("large"), version(2), large, input(2));
    writer.refresh();
    assertThat(counted(at(2), query(9, ANYONE, Filter.EVERYTHING, "meta.team")))
        .containsExactly(
            new Facet("meta.team", List.of(value("legal", 1), value("sales", 1)), 0, 0));
  }
}
