package dev.freshet.ingest.quality;

import dev.freshet.common.document.Block;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.document.Signal;
import dev.freshet.common.document.Sketch;
import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.text.Language;
import dev.freshet.common.text.PersonalData;
import dev.freshet.common.topics.Outcome;
import dev.freshet.ingest.quality.QualitySettings.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Measures documents, and holds back those that the policies say. Safe to use from several threads.
 */
public final class Quality {
  private final QualitySettings settings;
  private final Telemetry telemetry;

  /**
   * @param settings policies and thresholds
   * @param telemetry counts what is flagged
   */
  public Quality(QualitySettings settings, Telemetry telemetry) {
    this.settings = settings;
    this.telemetry = telemetry;
  }

  /**
   * The document with its signals; dead where it is held back.
   *
   * @param declared what the publisher said
   * @param document as read
   * @param published when it was: a function of it, so that a replay ends the same way
   */
  public Outcome<ParsedDocument> judge(
      Metadata declared, ParsedDocument document, Instant published) {
    String retrieved = Prose.retrieved(document.blocks());
    List<Signal> signals = measure(declared, document, retrieved, published);
    List<Signal> flagged = signals.stream().filter(Signal::flagged).toList();
    flagged.forEach(signal -> telemetry.quality().flagged(signal.kind()));
    List<Signal> holding =
        flagged.stream().filter(s -> settings.policy(s.kind()) == Policy.HOLD).toList();
    return holding.isEmpty()
        ? new Outcome.Content<>(document.measured(signals, sketch(retrieved)))
        : new Outcome.Dead<>(new Failure(Stage.PARSE, Reason.HELD, message(holding)));
  }

  /** Reads what measuring needs, so that the first document does not wait for it. */
  public void warm() {
    String sample = "This is what the first document would have waited for: a line of text.";
    measure(
        Metadata.NONE,
        new ParsedDocument(Metadata.NONE, List.of(new Block.Paragraph(sample)), List.of()),
        sample,
        Instant.EPOCH);
    sketch(sample);
  }

  private static String message(List<Signal> holding) {
    return holding.stream()
        .map(
            signal ->
                "quality."
                    + signal.kind().label()
                    + " is hold: "
                    + signal.value()
                    + (signal.detail().isEmpty() ? "" : " (" + signal.detail() + ")"))
        .collect(Collectors.joining("; "));
  }

  /**
   * What says nothing is left out, but for the language: it says that the document was measured.
   */
  private List<Signal> measure(
      Metadata declared, ParsedDocument document, String retrieved, Instant published) {
    List<Signal> signals = new ArrayList<>();
    String prose = Prose.read(document.blocks());
    for (Signal.Kind kind : Signal.Kind.values()) {
      if (settings.policy(kind) != Policy.IGNORE) {
        Signal signal =
            switch (kind) {
              case EMPTY -> empty(document);
              case GARBLED -> garbled(prose, document.lost());
              case LANGUAGE -> language(prose);
              case METADATA -> metadata(declared, document, published);
              case PII -> personalData(retrieved);
              case AGE -> age(document, published);
            };
        if (signal.value() > 0 || kind == Signal.Kind.LANGUAGE) {
          signals.add(signal);
        }
      }
    }
    return signals;
  }

  /** What no other document is needed for; the catalogue compares it with theirs. */
  private Optional<Sketch> sketch(String retrieved) {
    return settings.nearDuplicate() == Policy.IGNORE ? Optional.empty() : Sketching.of(retrieved);
  }

  private Signal empty(ParsedDocument document) {
    EmptyParts parts = EmptyParts.of(document.blocks());
    return new Signal(
        Signal.Kind.EMPTY, parts.share(), parts.words(), parts.share() >= settings.emptyShare());
  }

  private Signal garbled(String prose, int lost) {
    double share = GarbledText.share(prose, lost);
    return new Signal(Signal.Kind.GARBLED, share, "", share >= settings.garbledShare());
  }

  private Signal language(String prose) {
    Language language = Language.of(prose);
    boolean unexpected =
        !settings.languages().isEmpty()
            && !language.tag().equals(Language.UNDETERMINED)
            && !settings.languages().contains(language.tag());
    return new Signal(Signal.Kind.LANGUAGE, language.confidence(), language.tag(), unexpected);
  }

  private static Signal metadata(Metadata declared, ParsedDocument document, Instant published) {
    List<String> names = Contradictions.of(declared, document.metadata(), published);
    return new Signal(
        Signal.Kind.METADATA, names.size(), String.join(", ", names), !names.isEmpty());
  }

  private Signal personalData(String retrieved) {
    Map<PersonalData.Sort, Integer> counts = PersonalData.count(retrieved);
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    return new Signal(Signal.Kind.PII, all, PersonalData.words(counts), all >= settings.piiCount());
  }

  private Signal age(ParsedDocument document, Instant published) {
    Optional<Instant> newest = Contradictions.newest(document.metadata(), published);
    Duration age = newest.map(date -> Duration.between(date, published)).orElse(Duration.ZERO);
    LocalDate date = newest.orElse(published).atZone(ZoneOffset.UTC).toLocalDate();
    return new Signal(
        Signal.Kind.AGE,
        Math.max(0, age.toDays()),
        date.toString(),
        age.compareTo(settings.ageOver()) > 0);
  }
}
