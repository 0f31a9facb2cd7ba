package dev.freshet.evaluation.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.ranking.Fusion;
import dev.freshet.common.settings.Settings;
import dev.freshet.evaluation.load.Corpus;
import dev.freshet.evaluation.quality.Collection;
import dev.freshet.query.search.SearchSettings;
import dev.freshet.standalone.process.LineSettings;
import java.io.IOException;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final int QUESTIONS = 40;
  private static final LocalDate DAY = LocalDate.of(2026, 11, 28);
  private static final Choice OTHER =
      new Choice(
          new Cut(330, 40),
          new Ranking(new Fusion(.7), Ranking.DEFAULT.depth(), Ranking.DEFAULT.recency()));

  private static Findings findings(double better, double served) {
    List<Double> standard = new ArrayList<>();
    for (int i = 0; i < QUESTIONS; i++) {
      standard.add(i % 2 == 0 ? .4 : .5);
    }
    List<Double> other = standard.stream().map(value -> value + better).toList();
    Map<String, String> questions = new LinkedHashMap<>();
    for (int i = 0; i < QUESTIONS; i++) {
      questions.put("q" + i, "what <b>is</b> " + i);
    }
    var collection =
        new Collection("mine", List.of(new Corpus.Text("d", "text")), questions, Map.of());
    List<Trial> trials = List.of(new Trial(Choice.DEFAULT, standard), new Trial(OTHER, other));
    return new Findings(
        collection,
        false,
        Proposal.of(trials, 5),
        other.stream().map(value -> value + served).toList(),
        standard);
  }

  @Test
  void settings_areThoseThatAStartReads() throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(findings(.1, 0).properties(DAY)));
    Map<String, String> file = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> file.put(key, properties.getProperty(key)));

    Settings read = new Settings(Map.of(), Map.of(), file);

    assertThat(read.get(LineSettings.PASSAGE_TOKENS)).isEqualTo(330);
    assertThat(read.get(LineSettings.PASSAGE_OVERLAP)).isEqualTo(40);
    assertThat(SearchSettings.of(read).fusion()).isEqualTo(new Fusion(.7));
    assertThat(file).hasSize(3);
  }

  @Test
  void whereTheDefaultsAreKept_nothingIsSet() throws IOException {
    Findings kept = findings(-.1, 0);
    Properties properties = new Properties();
    properties.load(new StringReader(kept.properties(DAY)));

    assertThat(properties).isEmpty();
    assertThat(kept.properties(DAY)).contains("# Keep the defaults");
    assertThat(kept.json().path("advice").asText()).isEqualTo("keep");
  }

  @Test
  void whatIsServedOtherwiseThanWorkedOut_isSaid() {
    assertThat(findings(.1, 0).confirmed()).isTrue();
    Findings off = findings(.1, -.05);

    assertThat(off.confirmed()).isFalse();
    assertThat(off.told()).anyMatch(line -> line.contains("do not trust these figures"));
    assertThat(off.properties(DAY)).doesNotContain("\npassage.");
    assertThat(off.json().path("advice").asText()).isEqualTo("keep");
    assertThat(off.json().at("/chosen/confirmed").asBoolean()).isFalse();
  }

  @Test
  void page_standsAlone_andEscapesWhatUsersWrote() {
    assertThat(FindingsPage.of(findings(.1, 0)))
        .contains("passage.max-tokens=330", "what &lt;b&gt;is&lt;/b&gt; 7", "<polyline")
        .doesNotContain("<b>is</b>", "<script", "src=");
  }
}
