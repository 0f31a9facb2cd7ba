package dev.freshet.ingest.quality;

import dev.freshet.common.document.Signal;
import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.text.Language;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is measured of a document, beyond what it is flagged, and which flags hold it back.
 *
 * @param policies of every kind
 * @param emptyShare flagged from this share of empty pages on
 * @param garbledShare flagged from this share of garbled characters on
 * @param languages flagged when it is in none of these; empty: never
 * @param piiCount flagged from so many personal data on
 * @param ageOver flagged when older
 * @param nearDuplicate whether documents are sketched, for near-duplicates to be told; never hold
 */
public record QualitySettings(
    Map<Signal.Kind, Policy> policies,
    double emptyShare,
    double garbledShare,
    Set<String> languages,
    int piiCount,
    Duration ageOver,
    Policy nearDuplicate) {

  /** What follows from a signal. */
  public enum Policy {
    /** It is not measured. */
    IGNORE,
    /** It is measured, shown and counted. */
    FLAG,
    /** A document beyond the threshold becomes a dead letter. */
    HOLD
  }

  private static final Map<Signal.Kind, Setting<Policy>> POLICIES = policySettings();

  public static final Setting<Double> EMPTY_SHARE =
      Setting.decimal(
          "quality.empty-share", 0.5, 0.01, 1, "Flagged from this share of empty pages on.");
  public static final Setting<Double> GARBLED_SHARE =
      Setting.decimal(
          "quality.garbled-share", 0.1, 0.001, 1, "Flagged from this share of its characters on.");
  public static final Setting<Set<String>> LANGUAGES =
      new Setting<>(
          "quality.languages",
          "of " + String.join(", ", Language.known()) + ", separated by commas; or empty",
          "",
          false,
          "The languages that are expected: a document that is surely in another is flagged; empty:"
              + " none is.",
          QualitySettings::languages);
  public static final Setting<Integer> PII_COUNT =
      Setting.integer(
          "quality.pii-count", 1, 1, 1_000_000, "Flagged from so many personal data on.");
  public static final Setting<Duration> AGE_OVER =
      Setting.duration(
          "quality.age-over",
          "1825d",
          Duration.ofDays(1),
          Duration.ofDays(36_500),
          "Flagged when its newest date is older than this at the time it is published.");

  public static final Setting<Policy> NEAR_DUPLICATE =
      new Setting<>(
          "quality.near-duplicate",
          "ignore or flag",
          "flag",
          false,
          "Whether a sketch of a document's wording is made, by which its near-duplicates are"
              + " told.",
          QualitySettings::nearDuplicate);

  /** Every setting here. */
  public static final List<Setting<?>> ALL = all();

  /** Copies the collections. */
  public QualitySettings {
    policies = Map.copyOf(policies);
    languages = Set.copyOf(languages);
  }

  private static Map<Signal.Kind, Setting<Policy>> policySettings() {
    Map<Signal.Kind, Setting<Policy>> settings = new EnumMap<>(Signal.Kind.class);
    for (Signal.Kind kind : Signal.Kind.values()) {
      settings.put(
          kind,
          Setting.choice(
              "quality." + kind.label(),
              Policy.class,
              Policy.FLAG,
              "What follows from the signal "
                  + kind.label()
                  + ": it is not measured, it is shown, or a document beyond the threshold is held"
                  + " back as a dead letter."));
    }
    return settings;
  }

  private static List<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>(POLICIES.values());
    all.addAll(List.of(EMPTY_SHARE, GARBLED_SHARE, LANGUAGES, PII_COUNT, AGE_OVER, NEAR_DUPLICATE));
    return List.copyOf(all);
  }

  /** Reads them. */
  public static QualitySettings of(Settings settings) {
    Map<Signal.Kind, Policy> policies = new EnumMap<>(Signal.Kind.class);
    POLICIES.forEach((kind, setting) -> policies.put(kind, settings.get(setting)));
    var read =
        new QualitySettings(
            policies,
            settings.get(EMPTY_SHARE),
            settings.get(GARBLED_SHARE),
            settings.get(LANGUAGES),
            settings.get(PII_COUNT),
            settings.get(AGE_OVER),
            settings.get(NEAR_DUPLICATE));
    if (read.policy(Signal.Kind.LANGUAGE) == Policy.HOLD && read.languages().isEmpty()) {
      settings.problem(
          "quality.language is \"hold\" and quality.languages is empty: name the languages that are"
              + " expected");
    }
    return read;
  }

  /** What follows from a signal of this kind. */
  public Policy policy(Signal.Kind kind) {
    return policies.getOrDefault(kind, Policy.FLAG);
  }

  private static Policy nearDuplicate(String text) {
    return switch (text) {
      case "ignore" -> Policy.IGNORE;
      case "flag" -> Policy.FLAG;
      case "hold" ->
          throw new IllegalArgumentException(
              "give ignore or flag: of two that say the same, which one would be held back depends"
                  + " on which is read first");
      default -> throw new IllegalArgumentException("give ignore or flag");
    };
  }

  private static Set<String> languages(String text) {
    if (text.isBlank()) {
      return Set.of();
    }
    Set<String> tags = new TreeSet<>(Arrays.asList(text.replace(" ", "").split(",", -1)));
    if (!Language.known().containsAll(tags)) {
      throw new IllegalArgumentException("give some of " + String.join(",", Language.known()));
    }
    return tags;
  }
}
