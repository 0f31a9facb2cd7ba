package dev.freshet.query.dashboard;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.time.Duration;
import java.util.List;

/**
 * How finely the last hour is kept.
 *
 * @param interval from one point to the next
 */
public record DashboardSettings(Duration interval) {
  /** From one point to the next. */
  public static final Setting<Duration> INTERVAL =
      Setting.duration(
          "dashboard.interval",
          "5s",
          Duration.ofMillis(100),
          Duration.ofMinutes(1),
          "From one point of the page's dashboard to the next; the last 720 are kept in memory, an"
              + " hour of 5 s.");

  /** All of them. */
  public static final List<Setting<?>> ALL = List.of(INTERVAL);

  /** Reads them. */
  public static DashboardSettings of(Settings settings) {
    return new DashboardSettings(settings.get(INTERVAL));
  }
}
