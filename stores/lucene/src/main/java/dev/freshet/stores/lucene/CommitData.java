package dev.freshet.stores.lucene;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.store.ReadPoint;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.IndexWriter;

/** What a commit carries besides the index: its marks and the positions applied. */
final class CommitData {
  private static final String POSITION = "at:";

  private CommitData() {}

  static Map<String, String> of(Map<String, String> marks, ReadPoint applied) {
    Map<String, String> data = new HashMap<>(marks);
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

  /**
   * @throws IllegalStateException when the index is marked otherwise
   */
  static void check(Path folder, Map<String, String> marks, IndexWriter writer) {
    Map<String, String> found = read(writer);
    marks.forEach(
        (name, wanted) -> {
          String is = found.getOrDefault(name, wanted);
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
                    + " is wanted: give another folder");
          }
        });
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
