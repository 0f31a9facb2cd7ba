package dev.freshet.stores.lucene;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.store.ReadPoint;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.IndexWriter;

/** What a commit carries besides the index: its marks, the positions applied and a text. */
final class CommitData {
  /** The mark that says how documents are written. */
  static final String FORMAT = "format";

  private static final String POSITION = "at:";
  private static final String CHECKPOINT = "checkpoint";
  private static final String NONE = "none";
  private static final String OTHER_VERSION =
      "go on with the version of Freshet that made it, or give another data folder and publish"
          + " again";

  private CommitData() {}

  static Map<String, String> of(Map<String, String> marks, ReadPoint applied, String checkpoint) {
    Map<String, String> data = new HashMap<>(marks);
    data.put(CHECKPOINT, checkpoint);
    applied.offsets().forEach((log, offset) -> data.put(POSITION + log, Long.toString(offset)));
    return data;
  }

  /** The positions of the last commit. */
  static ReadPoint positions(IndexWriter writer) {
    Map<LogPartition, Long> offsets = new HashMap<>();
    read(writer)
        .forEach(
            (name, value) -> {
              if (name.startsWith(POSITION)) {
                offsets.put(
                    LogPartition.parse(name.substring(POSITION.length())), Long.parseLong(value));
              }
            });
    return new ReadPoint(offsets);
  }

  /** The text of the last commit; empty where it had none. */
  static String checkpoint(IndexWriter writer) {
    return read(writer).getOrDefault(CHECKPOINT, "");
  }

  /**
   * Holds an index that was there before to its marks; one without a mark is marked otherwise.
   *
   * @throws IllegalStateException when the index is marked otherwise
   */
  static void check(Path folder, Map<String, String> marks, IndexWriter writer) {
    Map<String, String> found = read(writer);
    // First, for it says how the others are to be understood.
    check(folder, FORMAT, marks, found);
    marks.keySet().forEach(name -> check(folder, name, marks, found));
  }

  private static void check(
      Path folder, String name, Map<String, String> marks, Map<String, String> found) {
    String wanted = marks.getOrDefault(name, NONE);
    String is = found.getOrDefault(name, NONE);
    if (!is.equals(wanted)) {
      throw new IllegalStateException(
          "the index in "
              + folder
              + " was made with "
              + name
              + " "
              + is
              + ", and "
              + wanted
              + " is wanted: "
              + (name.equals(FORMAT) ? OTHER_VERSION : "give another folder"));
    }
  }

  private static Map<String, String> read(IndexWriter writer) {
    Map<String, String> data = new HashMap<>();
    Iterable<Map.Entry<String, String>> live = writer.getLiveCommitData();
    if (live != null) {
      live.forEach(entry -> data.put(entry.getKey(), entry.getValue()));
    }
    return data;
  }
}
