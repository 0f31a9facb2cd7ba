package dev.freshet.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.evaluation.report.Report.Bar;
import dev.freshet.evaluation.report.Report.Section;
import dev.freshet.evaluation.report.Report.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir Path folder;

  @Test
  void section_isDrawnAndTold() throws IOException {
    Report report = new Report("2 cores");
    report.add(
        new Section(
            "Speed <fast>",
            "How.",
            "ms",
            List.of(new Bar("a", 1), new Bar("b", 4)),
            List.of(new Verdict("below 2", 1, true))));

    report.write(folder);

    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("<h2>Speed &lt;fast&gt;</h2>")
        .contains("width='110.0'")
        .contains("width='440.0'")
        .contains("<li class=met>below 2: <b>1.00</b></li>");
    assertThat(Files.readString(folder.resolve("report.json"))).contains("\"met\" : true");
    assertThat(report.allMet()).isTrue();
  }

  @Test
  void missedGoal_isNotMet() {
    Report report = new Report("2 cores");
    report.add(new Section("S", "E", "ms", List.of(), List.of(new Verdict("below 2", 3, false))));

    assertThat(report.allMet()).isFalse();
  }
}
