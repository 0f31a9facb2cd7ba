package dev.freshet.stores.lucene;

import dev.freshet.common.store.PassageWriter;
import dev.freshet.stores.testkit.Samples;
import java.nio.file.Path;

/**
 * A process that replaces ten documents over and over, goes on where it had committed, and tells
 * each commit on its standard output, until it is killed.
 */
final class CrashingWriter {
  private static final int DOCUMENTS = 10;

  private CrashingWriter() {}

  public static void main(String[] args) {
    var store =
        LucenePassageStore.open(Path.of(args[0]), Samples.DIMENSION, LuceneSettings.DEFAULT);
    PassageWriter writer = store.writer();
    long offset = writer.applied().offset(Samples.input(0).log()) + 1;
    while (true) {
      apply(writer, offset);
      if (offset % 7 == 0) {
        writer.refresh();
      }
      if (offset % 20 == 0) {
        writer.commit();
        System.out.println(offset);
      }
      offset++;
    }
  }

  /** What stands at an offset: a function of the offset, so that anyone can tell. */
  static void apply(PassageWriter writer, long offset) {
    var identity = Samples.document("d" + offset % DOCUMENTS);
    if (writer.head(identity).filter(h -> h.since() >= offset).isPresent()) {
      writer.skip(Samples.input(offset));
    } else if (offset % 13 == 0) {
      writer.delete(identity, Samples.version(offset), Samples.input(offset));
    } else {
      writer.replace(
          identity,
          Samples.version(offset),
          Samples.texts("v" + offset + " one", "v" + offset + " two"),
          Samples.input(offset));
    }
  }
}
