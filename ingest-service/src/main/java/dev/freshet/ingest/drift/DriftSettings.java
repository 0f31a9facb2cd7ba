package dev.freshet.ingest.drift;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.util.List;

/**
 * How much is compared with how much.
 *
 * @param window documents of a window; 0: nothing is measured
 * @param reference how many windows before it are its reference
 */
public record DriftSettings(int window, int reference) {
  public static final Setting<Integer> WINDOW =
      Setting.integer(
          "drift.window",
          500,
          0,
          100_000,
          "Live documents of a window, which is compared with those before; 0: none is.");
  public static final Setting<Integer> REFERENCE =
      Setting.integer(
          "drift.reference-windows", 4, 1, 20, "Windows that a window is compared with.");

  /** Every setting here. */
  public static final List<Setting<?>> ALL = List.of(WINDOW, REFERENCE);

  /** Reads them. */
  public static DriftSettings of(Settings settings) {
    return new DriftSettings(settings.get(WINDOW), settings.get(REFERENCE));
  }
}
