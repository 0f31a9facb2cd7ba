package dev.freshet.ingest.parse.tika;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freshet.common.document.Block;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.document.Signal;
import dev.freshet.common.document.Sketch;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.topics.Outcome;
import dev.freshet.ingest.fakes.FakeTelemetry;
import dev.freshet.ingest.quality.Quality;
import dev.freshet.ingest.quality.QualitySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Signals of real files, where the checkout has them beside it: what is flagged without reason. */
class RealSignalsTest {
  private static final Instant PUBLISHED = Instant.parse("2026-12-01T12:00:00Z");
  private final FakeTelemetry telemetry = new FakeTelemetry();
  private final Quality quality = new Quality(QualitySettings.of(Settings.defaults()), telemetry);

  private static Path data() {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path data = up.resolveSibling("shared").resolve("data");
      if (Files.isRegularFile(data.resolve("files").resolve("phrases.tsv"))) {
        return data;
      }
    }
    assumeTrue(false, "no shared/data beside the checkout");
    throw new IllegalStateException("not reached");
  }

  private List<Signal> signals(ParsedDocument document) {
    return measured(document).signals();
  }

  private ParsedDocument measured(ParsedDocument document) {
    return ((Outcome.Content<ParsedDocument>) quality.judge(Metadata.NONE, document, PUBLISHED))
        .content();
  }

  private Optional<Sketch> sketch(String file) throws Exception {
    byte[] bytes = Files.readAllBytes(data().resolve("files").resolve(file));
    return measured(Reading.of(bytes, file)).sketch();
  }

  private Map<String, List<Signal>> files() throws Exception {
    Map<String, List<Signal>> all = new TreeMap<>();
    try (Stream<Path> files = Files.list(data().resolve("files"))) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        all.put(name, signals(Reading.of(Files.readAllBytes(file), name)));
      }
    }
    return all;
  }

  @Test
  void files_areFlaggedForGarbledOrEmpty_wherePeopleReadThem_never() throws Exception {
    Map<String, List<Signal>> all = files();
    assertThat(all).hasSizeGreaterThan(30);
    assertThat(telemetry.flagged).doesNotContain(Signal.Kind.GARBLED, Signal.Kind.EMPTY);
    assertThat(detail(all.get("email-no-utf8-2008-07-16.062410.eml"))).isEqualTo("he");
    assertThat(detail(all.get("wiki.md"))).isEqualTo("en");
    assertThat(detail(all.get("docx_list_resumed_numbering.docx"))).isEqualTo("und");
  }

  private static String detail(List<Signal> signals) {
    return signals.stream()
        .filter(s -> s.kind() == Signal.Kind.LANGUAGE)
        .map(Signal::detail)
        .findFirst()
        .orElseThrow();
  }

  /** A passage a document, as in a question collection. */
  @Test
  void passagesOfCollections_areNotGarbled_andAllButLists_English() throws Exception {
    assertThat(english("cranfield")).isGreaterThanOrEqualTo(1395);
    assertThat(english("squad2")).isGreaterThanOrEqualTo(640);
    assertThat(telemetry.flagged).isEmpty();
  }

  private int english(String collection) throws Exception {
    int english = 0;
    for (ParsedDocument passage : passages(collection)) {
      english += detail(signals(passage)).equals("en") ? 1 : 0;
    }
    return english;
  }

  private static List<ParsedDocument> passages(String collection) throws Exception {
    List<ParsedDocument> passages = new ArrayList<>();
    for (String line : Files.readAllLines(data().resolve(collection).resolve("corpus.jsonl"))) {
      String json = line.substring(line.indexOf("\"text\": \"") + 9, line.length() - 2);
      String text = json.replaceAll("\\\\u[0-9a-f]{4}", "e").replace("\\n", " ");
      List<Block> blocks = List.of(new Block.Paragraph(text));
      passages.add(new ParsedDocument(Metadata.NONE, blocks, List.of()));
    }
    return passages;
  }

  @Test
  void passagesOfCollections_areNobodysNearDuplicate() throws Exception {
    for (String collection : List.of("cranfield", "squad2")) {
      List<Sketch> sketches = new ArrayList<>();
      for (ParsedDocument passage : passages(collection)) {
        for (Sketch sketch : measured(passage).sketch().stream().toList()) {
          assertThat(sketches).noneMatch(other -> other.similarity(sketch) >= 0.9);
          sketches.add(sketch);
        }
      }
      assertThat(sketches).hasSizeGreaterThan(600);
    }
  }

  @Test
  void sameTextInAnotherFormat_isANearDuplicate_whereItsReadersGiveTheSameWords() throws Exception {
    assertThat(similarity("legacy_sample.ppt", "powerpoint_sample.pptx")).isEqualTo(1);
    assertThat(similarity("legacy_sample.doc", "duck.md")).isGreaterThanOrEqualTo(0.9);
    assertThat(similarity("text_document_01.odt", "text_document_01.odt.pdf"))
        .isGreaterThanOrEqualTo(0.9);
    assertThat(similarity("deepseek_example.md", "2305.03393v1-pg9.pdf")).isLessThan(0.9);
  }

  private double similarity(String one, String other) throws Exception {
    return sketch(one).orElseThrow().similarity(sketch(other).orElseThrow());
  }
}
