package dev.freshet.ingest.parse;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How parses are remembered.
 *
 * @param directory its folder, used by nothing else
 * @param bytes how much it may take on the disk; 0: nothing is remembered
 * @param entries how many files it may have
 * @param age how long after its last use an entry is kept
 */
public record MemoSettings(Path directory, long bytes, int entries, Duration age) {
  /** See {@link #directory}. */
  public static final Setting<String> DIRECTORY =
      Setting.text(
          "parse.memo-directory", "data/parse-memo", "Where the outcomes of parses are kept.");

  /** See {@link #bytes}. */
  public static final Setting<Long> BYTES =
      Setting.size(
          "parse.memo-bytes",
          "1GB",
          0,
          1_000_000_000_000L,
          "How much disk remembered parses may take, those least recently used going first; 0:"
              + " none are remembered, and unchanged files are parsed again.");

  /** See {@link #entries}. */
  public static final Setting<Integer> ENTRIES =
      Setting.integer(
          "parse.memo-entries", 100_000, 1, 10_000_000, "How many parses are remembered at most.");

  /** See {@link #age}. */
  public static final Setting<Duration> AGE =
      Setting.duration(
          "parse.memo-age",
          "30d",
          Duration.ofMinutes(1),
          Duration.ofDays(3650),
          "How long after its last use a parse is remembered; so long the text of a deleted file"
              + " may stay on the disk.");

  /** Everything that can be told. */
  public static final List<Setting<?>> ALL = List.of(DIRECTORY, BYTES, ENTRIES, AGE);

  /** Nothing is remembered. */
  public static final MemoSettings OFF = new MemoSettings(Path.of(""), 0, 1, Duration.ofDays(1));

  /** Reads them. */
  public static MemoSettings of(Settings settings) {
    return new MemoSettings(
        Path.of(settings.get(DIRECTORY)),
        settings.get(BYTES),
        settings.get(ENTRIES),
        settings.get(AGE));
  }
}
