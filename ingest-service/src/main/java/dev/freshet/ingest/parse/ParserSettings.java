package dev.freshet.ingest.parse;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import dev.freshet.ingest.parse.blocks.Limits;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How files are read.
 *
 * @param children processes, and so files at once
 * @param childMemory heap of one child, in bytes
 * @param deadline for one file in a fast lane; then it goes to the slow one
 * @param spareChildren processes besides, while others take long over a file
 * @param slowChildren processes of the slow lane
 * @param slowDeadline for one file in the slow lane; then it dies
 * @param maxFile largest file, in bytes
 * @param limits what one file may become
 * @param recycleAfter documents after which a child is replaced
 * @param patience how long a file waits for a free child
 * @param childClassPath class path of a child; empty: the parent's own
 * @param childAotCache ahead-of-time cache of a child; empty: none
 * @param childMain the child's main class; another only in tests
 * @param memo how parses are remembered
 */
public record ParserSettings(
    int children,
    long childMemory,
    Duration deadline,
    int spareChildren,
    int slowChildren,
    Duration slowDeadline,
    long maxFile,
    Limits limits,
    int recycleAfter,
    Duration patience,
    String childClassPath,
    String childAotCache,
    String childMain,
    MemoSettings memo) {

  private static final String MAIN = "dev.freshet.ingest.parse.child.ParserChild";

  /** See {@link #children}. */
  public static final Setting<Integer> CHILDREN =
      Setting.integer("parse.children", 2, 1, 64, "Parser processes, and so files read at once.");

  /** See {@link #childMemory}. */
  public static final Setting<Long> CHILD_MEMORY =
      Setting.size(
          "parse.child-memory", "256MiB", 32L << 20, 16L << 30, "Heap of one parser process.");

  /** See {@link #deadline}. */
  public static final Setting<Duration> DEADLINE =
      Setting.duration(
          "parse.deadline",
          "2s",
          Duration.ofMillis(100),
          Duration.ofHours(1),
          "How long the reading of one file may take before it goes to the slow lane.");

  /** See {@link #spareChildren}. */
  public static final Setting<Integer> SPARE_CHILDREN =
      Setting.integer(
          "parse.spare-children",
          2,
          0,
          64,
          "Parser processes started besides, where others read one file for a quarter of parse.deadline.");

  /** See {@link #slowChildren}. */
  public static final Setting<Integer> SLOW_CHILDREN =
      Setting.integer(
          "parse.slow-children",
          1,
          1,
          64,
          "Parser processes of the slow lane; each starts when it is needed, for one file.");

  /** See {@link #slowDeadline}. */
  public static final Setting<Duration> SLOW_DEADLINE =
      Setting.duration(
          "parse.slow-deadline",
          "5m",
          Duration.ofMillis(100),
          Duration.ofHours(1),
          "How long the reading of one file may take in the slow lane before it is a dead letter.");

  /** See {@link #maxFile}. */
  public static final Setting<Long> MAX_FILE =
      Setting.size("parse.max-file", "50MB", 1L, 200_000_000L, "The largest file that is read.");

  /** See {@link Limits#characters}. */
  public static final Setting<Integer> MAX_CHARACTERS =
      Setting.integer(
          "parse.max-characters",
          10_000_000,
          1_000,
          50_000_000,
          "The most characters of text one file may hold.");

  /** See {@link Limits#blocks}. */
  public static final Setting<Integer> MAX_BLOCKS =
      Setting.integer(
          "parse.max-blocks",
          200_000,
          100,
          2_000_000,
          "The most blocks (paragraphs, rows, headings) one file may hold.");

  /** See {@link Limits#embeddedDocuments}. */
  public static final Setting<Integer> MAX_EMBEDDED =
      Setting.integer(
          "parse.max-embedded", 1_000, 0, 100_000, "The most documents inside one file.");

  /** See {@link Limits#depth}. */
  public static final Setting<Integer> MAX_DEPTH =
      Setting.integer("parse.max-depth", 10, 0, 50, "How deep documents may lie in documents.");

  /** See {@link Limits#unpackedBytes}. */
  public static final Setting<Long> MAX_UNPACKED =
      Setting.size(
          "parse.max-unpacked",
          "100MB",
          1_000L,
          1_000_000_000L,
          "The most bytes that the documents inside one file may unpack to, together.");

  /** See {@link #recycleAfter}. */
  public static final Setting<Integer> RECYCLE_AFTER =
      Setting.integer(
          "parse.recycle-after",
          5_000,
          1,
          1_000_000,
          "Files after which a parser process is replaced, against creeping memory.");

  /** See {@link #patience}. */
  public static final Setting<Duration> WAIT =
      Setting.duration(
          "parse.wait",
          "2m",
          Duration.ofMillis(100),
          Duration.ofHours(1),
          "How long a file waits for a free parser process before that counts as an outage.");

  /** See {@link #childClassPath}. */
  public static final Setting<String> CHILD_CLASS_PATH =
      Setting.text("parse.child-class-path", "", "Class path of parser processes; empty: our own.");

  /** See {@link #childAotCache}. */
  public static final Setting<String> CHILD_AOT_CACHE =
      Setting.text(
          "parse.child-aot-cache", "", "Ahead-of-time cache of parser processes; empty: none.");

  /** The class path that children read files with. */
  String classPath() {
    return childClassPath.isEmpty() ? System.getProperty("java.class.path") : childClassPath;
  }

  /** Everything this room can be told. */
  public static final List<Setting<?>> ALL =
      Stream.concat(
              Stream.<Setting<?>>of(
                  CHILDREN,
                  CHILD_MEMORY,
                  DEADLINE,
                  SPARE_CHILDREN,
                  SLOW_CHILDREN,
                  SLOW_DEADLINE,
                  MAX_FILE,
                  MAX_CHARACTERS,
                  MAX_BLOCKS,
                  MAX_EMBEDDED,
                  MAX_DEPTH,
                  MAX_UNPACKED,
                  RECYCLE_AFTER,
                  WAIT,
                  CHILD_CLASS_PATH,
                  CHILD_AOT_CACHE),
              MemoSettings.ALL.stream())
          .toList();

  /** These as they are in the slow lane: what outran the fast one gets a process for itself. */
  ParserSettings slow() {
    return new ParserSettings(
        slowChildren,
        childMemory,
        slowDeadline,
        0,
        slowChildren,
        slowDeadline,
        maxFile,
        limits,
        1,
        patience,
        childClassPath,
        childAotCache,
        childMain,
        memo);
  }

  /** Reads them all. */
  public static ParserSettings of(Settings settings) {
    Limits limits =
        new Limits(
            settings.get(MAX_CHARACTERS),
            settings.get(MAX_BLOCKS),
            settings.get(MAX_EMBEDDED),
            settings.get(MAX_DEPTH),
            settings.get(MAX_UNPACKED));
    return new ParserSettings(
        settings.get(CHILDREN),
        settings.get(CHILD_MEMORY),
        settings.get(DEADLINE),
        settings.get(SPARE_CHILDREN),
        settings.get(SLOW_CHILDREN),
        settings.get(SLOW_DEADLINE),
        settings.get(MAX_FILE),
        limits,
        settings.get(RECYCLE_AFTER),
        settings.get(WAIT),
        settings.get(CHILD_CLASS_PATH),
        settings.get(CHILD_AOT_CACHE),
        MAIN,
        MemoSettings.of(settings));
  }
}
