package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.StageTime;
import dev.freshet.query.RunningService.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pages, and reading as of before. */
class SearchPagesTest extends EndpointTest {

  private static String upTo(long offset) {
    return ",\"freshness\":{\"token\":\"documents-0@" + offset + "\"}";
  }

  private Answer search(String rest) throws Exception {
    return running.search("{\"query\":\"leave\"" + rest + "}");
  }

  private static List<String> ids(JsonNode answer) {
    List<String> ids = new ArrayList<>();
    answer.get("results").forEach(r -> ids.add(r.at("/document/id").asText()));
    return ids;
  }

  private static String cursor(Answer answer) {
    return ",\"cursor\":\"" + answer.json().get("next").asText() + "\"";
  }

  @Test
  void pages_giveEverythingOnce_asOfTheFirst_whileDocumentsCome() throws Exception {
    for (int i = 0; i < 25; i++) {
      running.index("d" + i, i, "leave " + "word ".repeat(i % 5), Metadata.NONE);
    }
    List<String> all = new ArrayList<>();
    Answer page = search(",\"limit\":4" + upTo(24));
    String point = page.http().headers().firstValue("Freshet-Read-Point").orElseThrow();
    int offset = 25;
    while (page.json().has("next")) {
      all.addAll(ids(page.json()));
      running.index("late" + offset, offset, "leave leave", Metadata.NONE);
      assertThat(search(upTo(offset)).status()).isEqualTo(200);
      offset++;
      page = search(",\"limit\":4" + cursor(page));
      assertThat(page.status()).as(page.http().body()).isEqualTo(200);
      assertThat(page.http().headers().firstValue("Freshet-Read-Point")).contains(point);
    }
    all.addAll(ids(page.json()));
    assertThat(all).hasSize(25).doesNotHaveDuplicates().allMatch(id -> id.startsWith("d"));
  }

  @Test
  void pages_ofGroups_giveEachDocumentOnce() throws Exception {
    for (int i = 0; i < 7; i++) {
      running.index("d" + i, i, "leave", Metadata.NONE);
    }
    String grouped = ",\"limit\":3,\"groupBy\":\"document\"";
    Answer first = search(grouped + upTo(6));
    Answer second = search(grouped + cursor(first));
    Answer third = search(grouped + cursor(second));
    List<String> all = new ArrayList<>(ids(first.json()));
    all.addAll(ids(second.json()));
    all.addAll(ids(third.json()));
    assertThat(all).hasSize(7).doesNotHaveDuplicates();
    assertThat(third.json().has("next")).isFalse();
  }

  @Test
  void page_leavesOutWhatWasDeletedMeanwhile() throws Exception {
    for (int i = 0; i < 4; i++) {
      running.index("d" + i, i, "leave", Metadata.NONE);
    }
    Answer first = search(",\"limit\":2" + upTo(3));
    IndexEvent deleted =
        RunningService.event("d3", 4, DocumentState.DELETED, Metadata.NONE, Optional.empty());
    running.kafka.tell(deleted);
    assertThat(search(upTo(4)).status()).isEqualTo(200);
    assertThat(ids(search(",\"limit\":2" + cursor(first)).json())).containsExactly("d2");
  }

  @Test
  void page_leavesOutWhatTheCallerMayNoLongerSee() throws Exception {
    for (int i = 0; i < 4; i++) {
      running.index("d" + i, i, "leave", Metadata.NONE);
    }
    Answer first = search(",\"limit\":2" + upTo(3));
    Metadata narrowed =
        new Metadata(
            "",
            "",
            "",
            "",
            Optional.empty(),
            Optional.empty(),
            List.of("user:ann"),
            Map.of(),
            "",
            Optional.empty(),
            Optional.empty(),
            0);
    running.kafka.tell(
        RunningService.event("d2", 4, DocumentState.INDEXED, narrowed, Optional.empty()));
    assertThat(search(upTo(4)).status()).isEqualTo(200);
    assertThat(ids(search(",\"limit\":2" + cursor(first)).json())).containsExactly("d3");
  }

  @Test
  void cursor_ofAnotherSearch_isRefused() throws Exception {
    running.index("a", 0, "leave", Metadata.NONE);
    running.index("b", 1, "leave", Metadata.NONE);
    Answer first = search(",\"limit\":1" + upTo(1));
    problem(
        search(",\"mode\":\"sparse\"" + cursor(first)),
        400,
        "Bad request",
        "cursor",
        "\"cursor\" belongs to another search: repeat the first request, with nothing changed but"
            + " \"cursor\", \"limit\" and \"freshness\", and without \"facets\"");
  }

  @Test
  void cursor_pastTheResultsItLeadsTo_saysSo() throws Exception {
    try (RunningService few = new RunningService(Map.of("search.paged-results", "3"), 0)) {
      RunningService.await(few.service::ready);
      for (int i = 0; i < 6; i++) {
        few.index("d" + i, i, "leave", Metadata.NONE);
      }
      Answer first = few.search("{\"query\":\"leave\",\"limit\":2" + upTo(5) + "}");
      Answer second = few.search("{\"query\":\"leave\",\"limit\":2" + cursor(first) + "}");
      assertThat(ids(second.json())).hasSize(1);
      problem(
          few.search("{\"query\":\"leave\",\"limit\":2" + cursor(second) + "}"),
          400,
          "Bad request",
          "cursor",
          "cursors lead to 3 results (search.paged-results) and as many were given: narrow the"
              + " query or its filter");
    }
  }

  @Test
  void cursor_ofAGenerationThatIsNotHere_isGone() throws Exception {
    running.index("a", 0, "leave", Metadata.NONE);
    running.index("b", 1, "leave", Metadata.NONE);
    Answer first = search(",\"limit\":1" + upTo(1));
    try (RunningService other = RunningService.ready()) {
      Answer answer =
          other.search("{\"query\":\"leave\",\"freshness\":{\"waitMs\":1}" + cursor(first) + "}");
      assertThat(answer.status()).isEqualTo(410);
      assertThat(answer.json().get("field").asText()).isEqualTo("cursor");
    }
  }

  /** Told so long before now. */
  private void told(String id, long offset, Duration ago) {
    IndexEvent event =
        RunningService.event(id, offset, DocumentState.INDEXED, Metadata.NONE, Optional.empty());
    long micros = RunningService.NOW.minus(ago).toEpochMilli() * 1000;
    Origin origin =
        new Origin(
            event.origin().identity(),
            event.origin().version(),
            List.of(new StageTime(Stage.REFRESH, micros, micros)));
    running.store.add(RunningService.passage(id, offset, "leave", Metadata.NONE));
    running.kafka.tell(
        new IndexEvent(
            origin,
            DocumentState.INDEXED,
            new Position("freshet.embedded.g", 0, offset),
            Metadata.NONE,
            1,
            1,
            0,
            Optional.empty()));
  }

  @Test
  void at_aTimeOrToken_readsAsOfThen() throws Exception {
    told("a", 0, Duration.ofSeconds(40));
    told("b", 1, Duration.ofSeconds(30));
    told("c", 2, Duration.ofSeconds(20));
    assertThat(ids(search(upTo(2)).json())).containsExactlyInAnyOrder("a", "b", "c");

    Answer then = search(",\"at\":\"2026-07-01T11:59:35Z\"");
    assertThat(ids(then.json())).containsExactlyInAnyOrder("a", "b");
    assertThat(then.json().at("/freshness/watermark/documents-0").asLong()).isEqualTo(1);
    assertThat(then.json().at("/freshness/ageSeconds").asDouble()).isEqualTo(20);
    assertThat(ids(search(",\"at\":\"documents-0@0\"").json())).containsExactly("a");
    assertThat(ids(search(",\"at\":\"2026-07-01T11:59:10Z\"").json())).isEmpty();
    String point = then.http().headers().firstValue("Freshet-Read-Point").orElseThrow();
    assertThat(ids(search(",\"at\":\"" + point + "\"").json())).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void at_beforeWhatIsKept_isGone_andSaysSinceWhen() throws Exception {
    told("a", 0, Duration.ofSeconds(90));
    told("b", 1, Duration.ofSeconds(80));
    told("c", 2, Duration.ofSeconds(20));
    assertThat(search(upTo(2)).status()).isEqualTo(200);

    Answer gone = search(",\"at\":\"2026-07-01T11:58:35Z\"");
    assertThat(gone.status()).isEqualTo(410);
    assertThat(gone.json().get("detail").asText())
        .isEqualTo(
            "\"at\" is of a state that is no longer kept: passages that ended stay for 60.0 s"
                + " (index.retention); at 2026-07-01T11:59:03Z or later is kept");
    assertThat(gone.json().get("earliest").asText()).isEqualTo("2026-07-01T11:59:03Z");
    assertThat(search(",\"at\":\"documents-0@0\"").status()).isEqualTo(410);
    assertThat(search(",\"at\":\"point:freshet.embedded.g-0@0\"").status()).isEqualTo(410);
    assertThat(ids(search(",\"at\":\"2026-07-01T11:59:05Z\"").json()))
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void at_aReadPointAheadOfWhatWasTold_isRefused() throws Exception {
    told("a", 0, Duration.ofSeconds(10));
    assertThat(search(upTo(0)).status()).isEqualTo(200);
    assertThat(search(",\"at\":\"point:freshet.embedded.g-0@9\"").status()).isEqualTo(410);
  }
}
