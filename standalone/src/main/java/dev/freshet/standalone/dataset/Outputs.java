package dev.freshet.standalone.dataset;

import dev.freshet.standalone.dataset.DatasetSettings.Format;
import dev.freshet.standalone.dataset.DatasetSettings.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files of both sides, and what is counted of them. */
final class Outputs implements AutoCloseable {
  private static final int MOST_LICENCES = 100;
  private static final String FURTHER = "further ones";

  private final Map<Side, LineFile> pairs = new EnumMap<>(Side.class);
  private final Map<Side, LineFile> chats = new EnumMap<>(Side.class);
  private final Map<Side, Map<Source, Long>> counts = new EnumMap<>(Side.class);
  private final Map<String, Long> licences = new TreeMap<>();
  private final Lineage lineage;
  private long size;

  Outputs(DatasetSettings settings, Path folder, Lineage lineage) {
    this.lineage = lineage;
    for (Side side : Side.values()) {
      counts.put(side, new EnumMap<>(Source.class));
      if (settings.pairs()) {
        pairs.put(side, new LineFile(folder.resolve("pairs." + side.label() + ".jsonl")));
      }
      if (settings.formats().contains(Format.CHAT)) {
        chats.put(side, new LineFile(folder.resolve("chat." + side.label() + ".jsonl")));
      }
    }
  }

  void add(Side side, Example example) {
    Optional.ofNullable(pairs.get(side)).ifPresent(file -> file.add(example.json().toString()));
    if (example.spoken()) {
      Optional.ofNullable(chats.get(side))
          .ifPresent(file -> file.add(Chat.json(example).toString()));
    }
    counts.get(side).merge(example.source(), 1L, Long::sum);
    String licence = example.about().licence();
    boolean room = licences.size() < MOST_LICENCES || licences.containsKey(licence);
    licences.merge(room ? licence : FURTHER, 1L, Long::sum);
    lineage.add(example.positive(), side);
    example.negatives().forEach(negative -> lineage.add(negative, side));
    size++;
  }

  /** How many examples there are. */
  long size() {
    return size;
  }

  long size(Side side) {
    return counts.get(side).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Examples by side and source. */
  Map<Side, Map<Source, Long>> counts() {
    return counts;
  }

  /** Examples by licence; the empty one: none is known. */
  Map<String, Long> licences() {
    return licences;
  }

  /** Ends the files. */
  List<LineFile.Written> written() {
    List<LineFile.Written> all = new ArrayList<>();
    pairs.values().forEach(file -> all.add(file.written()));
    chats.values().forEach(file -> all.add(file.written()));
    return all;
  }

  @Override
  public void close() {
    pairs.values().forEach(LineFile::close);
    chats.values().forEach(LineFile::close);
  }
}
