package dev.freshet.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.document.Block;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.document.Signal;
import dev.freshet.common.document.Sketch;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.settings.InvalidSettings;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.topics.Outcome;
import dev.freshet.ingest.fakes.FakeTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QualityTest {
  private static final Instant PUBLISHED = Instant.parse("2026-07-01T12:00:00Z");
  private static final String ENGLISH =
      "The committee has decided that the report will be published before the end of the month. ";
  private static final String GARBLED = "wkh txlfn eurzq ira mxpsv ryhu wkh odcb grj zklohqrergb ";

  private final FakeTelemetry telemetry = new FakeTelemetry();

  private Outcome<ParsedDocument> judge(Map<String, String> settings, ParsedDocument document) {
    QualitySettings read = QualitySettings.of(new Settings(settings, Map.of(), Map.of()));
    return new Quality(read, telemetry).judge(Metadata.NONE, document, PUBLISHED);
  }

  private Map<Signal.Kind, Signal> signals(Map<String, String> settings, ParsedDocument document) {
    var content = (Outcome.Content<ParsedDocument>) judge(settings, document);
    return content.content().signals().stream()
        .collect(java.util.stream.Collectors.toMap(Signal::kind, s -> s));
  }

  private static ParsedDocument document(String... paragraphs) {
    List<Block> blocks = new java.util.ArrayList<>();
    for (String text : paragraphs) {
      blocks.add(new Block.Paragraph(text));
    }
    return new ParsedDocument(Metadata.NONE, blocks, List.of());
  }

  private static ParsedDocument modified(ParsedDocument document, Instant time) {
    return document.withMetadata(Metadata.NONE.withFile("", Optional.empty(), Optional.of(time)));
  }

  @Test
  void goodDocument_hasItsLanguage_andNothingElse() {
    assertThat(signals(Map.of(), document(ENGLISH))).containsOnlyKeys(Signal.Kind.LANGUAGE);
    Signal language = signals(Map.of(), document(ENGLISH)).get(Signal.Kind.LANGUAGE);
    assertThat(language.detail()).isEqualTo("en");
    assertThat(language.flagged()).isFalse();
    assertThat(telemetry.flagged).isEmpty();
  }

  @Test
  void garbledDocument_isFlaggedAndCounted_andStillThere() {
    Signal garbled = signals(Map.of(), document(GARBLED, GARBLED)).get(Signal.Kind.GARBLED);
    assertThat(garbled.value()).isGreaterThan(0.1);
    assertThat(garbled.flagged()).isTrue();
    assertThat(telemetry.flagged).containsExactly(Signal.Kind.GARBLED);
  }

  @Test
  void hold_makesItDead_withTheSignalsNameAndValue_andNoneOfItsText() {
    String secret = "Pay DE89 3704 0044 0532 0130 00 or write to ann@freshet.dev. " + ENGLISH;
    var dead =
        (Outcome.Dead<ParsedDocument>) judge(Map.of("quality.pii", "hold"), document(secret));
    assertThat(dead.failure().reason()).isEqualTo(Reason.HELD);
    assertThat(dead.failure().message()).isEqualTo("quality.pii is hold: 2.0 (email 1, iban 1)");
    assertThat(telemetry.flagged).containsExactly(Signal.Kind.PII);
  }

  @Test
  void hold_ofWhatIsBelowTheThreshold_holdsNothing() {
    var settings = Map.of("quality.pii", "hold", "quality.pii-count", "3");
    ParsedDocument two = document("ann@freshet.dev, bob@freshet.dev " + ENGLISH);
    Signal pii = signals(settings, two).get(Signal.Kind.PII);
    assertThat(pii.value()).isEqualTo(2);
    assertThat(pii.flagged()).isFalse();
    ParsedDocument three = document("ann@freshet.dev, bob@freshet.dev, c@freshet.dev " + ENGLISH);
    assertThat(judge(settings, three)).isInstanceOf(Outcome.Dead.class);
  }

  @Test
  void everyHold_isNamed() {
    var settings = Map.of("quality.pii", "hold", "quality.garbled", "hold");
    Failure failure =
        ((Outcome.Dead<ParsedDocument>)
                judge(settings, document(GARBLED + GARBLED, "ann@freshet.dev")))
            .failure();
    assertThat(failure.message())
        .contains("quality.garbled is hold")
        .contains("quality.pii is hold");
  }

  @Test
  void ignore_measuresNothing() {
    var settings = Map.of("quality.garbled", "ignore", "quality.language", "ignore");
    assertThat(signals(settings, document(GARBLED + GARBLED))).isEmpty();
    assertThat(telemetry.flagged).isEmpty();
  }

  @Test
  void language_isFlaggedWhereItIsNotExpected_butNotWhereItCannotBeTold() {
    var settings = Map.of("quality.languages", "de, fr");
    assertThat(signals(settings, document(ENGLISH)).get(Signal.Kind.LANGUAGE).flagged()).isTrue();
    Signal unknown = signals(settings, document("Q3")).get(Signal.Kind.LANGUAGE);
    assertThat(unknown).isEqualTo(new Signal(Signal.Kind.LANGUAGE, 0, "und", false));
    var both = Map.of("quality.languages", "de,en");
    assertThat(signals(both, document(ENGLISH)).get(Signal.Kind.LANGUAGE).flagged()).isFalse();
  }

  @Test
  void age_isMeasuredFromWhenItWasPublished_whateverTheTimeNow() {
    Instant before = PUBLISHED.minus(Duration.ofDays(100));
    ParsedDocument document = modified(document(ENGLISH), before);
    Signal young = signals(Map.of(), document).get(Signal.Kind.AGE);
    assertThat(young).isEqualTo(new Signal(Signal.Kind.AGE, 100, "2026-03-23", false));
    Signal old = signals(Map.of("quality.age-over", "30d"), document).get(Signal.Kind.AGE);
    assertThat(old).isEqualTo(new Signal(Signal.Kind.AGE, 100, "2026-03-23", true));
  }

  @Test
  void metadataThatContradicts_isFlagged() {
    ParsedDocument document = modified(document(ENGLISH), PUBLISHED.plus(Duration.ofDays(400)));
    assertThat(signals(Map.of(), document).get(Signal.Kind.METADATA))
        .isEqualTo(new Signal(Signal.Kind.METADATA, 1, "future", true));
  }

  @Test
  void emptyPages_areFlagged() {
    var scan =
        new ParsedDocument(
            Metadata.NONE,
            List.of(
                new Block.PageBreak(1),
                new Block.Paragraph(ENGLISH),
                new Block.PageBreak(2),
                new Block.PageBreak(3)),
            List.of());
    assertThat(signals(Map.of(), scan).get(Signal.Kind.EMPTY))
        .isEqualTo(new Signal(Signal.Kind.EMPTY, 2 / 3.0, "2 of 3 pages", true));
  }

  @Test
  void sameDocument_isMeasuredTheSame_alwaysInOneOrder() {
    ParsedDocument document = document(GARBLED + GARBLED, ENGLISH, "ann@freshet.dev");
    assertThat(judge(Map.of(), document)).isEqualTo(judge(Map.of(), document));
  }

  @Test
  void nearDuplicates_areSketched_ofAllThatIsRetrieved_programTextToo() {
    String words = ENGLISH.repeat(6);
    ParsedDocument prose = document(words);
    assertThat(sketch(Map.of(), prose)).isPresent().isEqualTo(sketch(Map.of(), prose));
    assertThat(sketch(Map.of("quality.near-duplicate", "ignore"), prose)).isEmpty();
    assertThat(sketch(Map.of(), document(ENGLISH))).isEmpty();
    assertThat(sketch(Map.of(), withCode(words, "a = 1;"))).isPresent();
    assertThat(sketch(Map.of(), withCode(words, "int i = 7; call(i, 8); ".repeat(20))))
        .isNotEqualTo(sketch(Map.of(), withCode(words, "long z = 6; put(z, 5); ".repeat(20))));
  }

  private Optional<Sketch> sketch(Map<String, String> settings, ParsedDocument document) {
    return ((Outcome.Content<ParsedDocument>) judge(settings, document)).content().sketch();
  }

  private static ParsedDocument withCode(String text, String code) {
    List<Block> blocks = List.of(new Block.Paragraph(text), new Block.Code("", code));
    return new ParsedDocument(Metadata.NONE, blocks, List.of());
  }

  @Test
  void documentOfMillionsOfCharacters_isSketchedByItsFirstMillion() {
    String[] words = new String[600_000];
    for (int i = 0; i < words.length; i++) {
      words[i] = Integer.toString(i, 36);
    }
    String all = String.join(" ", words);
    assertThat(sketch(Map.of(), document(all)))
        .isPresent()
        .isEqualTo(sketch(Map.of(), document(all.substring(0, Prose.MAX_CHARACTERS))));
  }

  @Test
  void hostileDocuments_areMeasured() {
    for (ParsedDocument each :
        List.of(
            document(),
            document("a".repeat(5_000_000)),
            document("\uD800".repeat(100_000), "@".repeat(100_000), "+4".repeat(100_000)),
            new ParsedDocument(
                Metadata.NONE,
                java.util.Collections.nCopies(200_000, new Block.Heading(1, "x")),
                List.of(),
                Integer.MAX_VALUE,
                List.of(),
                Optional.empty()))) {
      assertThat(signals(Map.of(), each)).containsKey(Signal.Kind.LANGUAGE);
    }
  }

  @Test
  void settingsThatCannotBeMeant_areRefusedByName() {
    refused(
        Map.of("quality.garbled", "drop"),
        "quality.garbled (flag) is \"drop\": give ignore or flag or hold");
    refused(Map.of("quality.garbled-share", "2"), "quality.garbled-share (flag) is \"2\"");
    refused(Map.of("quality.languages", "de,xx"), "quality.languages (flag) is \"de,xx\"");
    refused(Map.of("quality.language", "hold"), "quality.languages is empty");
    refused(
        Map.of("quality.near-duplicate", "hold"),
        "quality.near-duplicate (flag) is \"hold\": give ignore or flag: of two that say the same,"
            + " which one would be held back depends on which is read first");
  }

  private static void refused(Map<String, String> given, String message) {
    Settings settings = new Settings(given, Map.of(), Map.of());
    assertThatThrownBy(
            () -> {
              QualitySettings.of(settings);
              settings.check(List.of());
            })
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(message);
  }
}
