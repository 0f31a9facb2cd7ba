package dev.freshet.stores.lucene;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.util.List;

/**
 * How the index is kept and searched.
 *
 * @param ramBufferMib how much is buffered before it is written, 8 to 2048 MiB
 * @param mergeThreads how many threads merge, 1 to 16
 * @param exactBelow up to how many passages that pass the filters are compared one by one instead
 *     of by the graph, 0 to 1,000,000
 * @param candidates how many the graph looks for at least, 10 to 1000; more finds more of the best
 */
public record LuceneSettings(int ramBufferMib, int mergeThreads, int exactBelow, int candidates) {
  /** How much is buffered. */
  public static final Setting<Integer> RAM_BUFFER_MIB =
      Setting.integer(
          "lucene.ram-buffer-mib",
          16,
          4,
          2048,
          "How many MiB of changes Lucene buffers before it writes them: a refresh waits for that.");

  /** How many threads merge. */
  public static final Setting<Integer> MERGE_THREADS =
      Setting.integer("lucene.merge-threads", 1, 1, 16, "How many threads merge Lucene's files.");

  /** Where exact search ends. */
  public static final Setting<Integer> EXACT_BELOW =
      Setting.integer(
          "lucene.exact-below",
          20_000,
          0,
          1_000_000,
          "Up to how many passages that pass the filters the dense search compares every one.");

  /** How wide the graph is searched. */
  public static final Setting<Integer> CANDIDATES =
      Setting.integer(
          "lucene.candidates",
          400,
          10,
          1000,
          "How many passages the dense search takes from the graph at least; more finds more of"
              + " the best.");

  /** All of them, for the printed reference. */
  public static final List<Setting<?>> ALL =
      List.of(RAM_BUFFER_MIB, MERGE_THREADS, EXACT_BELOW, CANDIDATES);

  /** What is used where nothing is set. */
  public static final LuceneSettings DEFAULT = of(Settings.defaults());

  /** Reads them. */
  public static LuceneSettings of(Settings settings) {
    return new LuceneSettings(
        settings.get(RAM_BUFFER_MIB),
        settings.get(MERGE_THREADS),
        settings.get(EXACT_BELOW),
        settings.get(CANDIDATES));
  }
}
