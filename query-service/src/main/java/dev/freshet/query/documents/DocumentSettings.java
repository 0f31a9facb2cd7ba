package dev.freshet.query.documents;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.store.NearDuplicate;
import java.util.List;

/**
 * Telling of documents.
 *
 * @param nearDuplicate from this similarity on two are near-duplicates
 */
public record DocumentSettings(double nearDuplicate) {
  /** From which similarity on two are near-duplicates. */
  public static final Setting<Double> NEAR_DUPLICATE =
      Setting.decimal(
          "quality.near-duplicate-similarity",
          0.9,
          NearDuplicate.LEAST,
          1,
          "Two documents are near-duplicates from this share of the same wording on.");

  /** All of them. */
  public static final List<Setting<?>> ALL = List.of(NEAR_DUPLICATE);

  /** Reads them. */
  public static DocumentSettings of(Settings settings) {
    return new DocumentSettings(settings.get(NEAR_DUPLICATE));
  }
}
