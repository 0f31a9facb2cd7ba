package dev.freshet.embedders.http;

import dev.freshet.common.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Settings, and a clock that only waiting moves. */
final class Given {
  private Given() {}

  static HttpEmbedderSettings settings(FakeModelServer server, String... keysAndValues) {
    Map<String, String> flags = new HashMap<>();
    flags.put("embedder.http.url", server.url().toString());
    flags.put("embedder.http.model", "hashing");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      flags.put("embedder.http." + keysAndValues[i], keysAndValues[i + 1]);
    }
    Settings settings = new Settings(flags, Map.of(), Map.of());
    HttpEmbedderSettings read = HttpEmbedderSettings.of(settings);
    settings.check(List.of());
    return read;
  }

  /** Waits are noted and move the clock. */
  static Patience patience(HttpEmbedderSettings settings, List<Duration> waits) {
    Instant[] now = {Instant.parse("2026-01-01T00:00:00Z")};
    InstantSource clock = () -> now[0];
    Sleeper sleeper =
        time -> {
          waits.add(time);
          now[0] = now[0].plus(time);
        };
    return new Patience(settings.attempts(), settings.totalTime(), clock, sleeper, new Random(1));
  }
}
