package dev.freshet.standalone.diagnosis;

import static dev.freshet.standalone.diagnosis.Figures.bytes;

import dev.freshet.claims.ClaimSettings;
import dev.freshet.ingest.IngestSettings;
import dev.freshet.ingest.parse.ParserSettings;
import dev.freshet.query.publish.PublishSettings;
import dev.freshet.standalone.process.DataFolder;
import dev.freshet.stores.lucene.LuceneSettings;
import java.util.List;
import java.util.stream.Stream;

/** What the process needs of its machine. */
final class MachineRules {
  static final List<Rule> ALL =
      List.of(
          MachineRules::disk,
          MachineRules::heapForSettings,
          MachineRules::heapFull,
          MachineRules::memory,
          MachineRules::openFiles,
          MachineRules::deadlock,
          MachineRules::largeFiles);

  /** Bytes of a remembered vector, as embed.cache-passages says. */
  private static final long CACHED_PASSAGE = 2_048;

  private static final double HEAP_FOR_SETTINGS = 0.7;
  private static final double HEAP_FULL = 0.9;
  private static final double FILES_NEARLY_OUT = 0.8;

  private MachineRules() {}

  private static Stream<Finding> disk(Facts facts) {
    long least =
        Math.max(
            2 * DataFolder.LEAST_FREE_BYTES, facts.settings().number(ClaimSettings.LEAST_FREE));
    long free = facts.machine().diskFree();
    return free < 0 || free >= least
        ? Stream.empty()
        : Stream.of(
            Finding.wrong(
                "disk-nearly-full",
                bytes(free) + " free on the disk of the data folder, less than " + bytes(least),
                "files beyond a record's size are refused below claim.least-free, Freshet does not"
                    + " start below "
                    + bytes(DataFolder.LEAST_FREE_BYTES)
                    + ", and a full disk stops every part at once",
                "free some, set data to a folder on a larger disk, or lower parse.memo-bytes"));
  }

  private static Stream<Finding> heapForSettings(Facts facts) {
    InForce settings = facts.settings();
    long planned =
        settings.number(IngestSettings.CACHED_PASSAGES) * CACHED_PASSAGE
            + (settings.number(LuceneSettings.RAM_BUFFER_MIB) << 20)
            + settings.number(PublishSettings.MAX_HELD_BYTES)
            + settings.number(IngestSettings.WINDOW_BYTES);
    long heap = facts.machine().heapMax();
    return heap <= 0 || planned <= heap * HEAP_FOR_SETTINGS
        ? Stream.empty()
        : Stream.of(
            Finding.wrong(
                "heap-too-small",
                "embed.cache-passages, lucene.ram-buffer-mib, publish.max-held-bytes and one"
                    + " flow.window-bytes may take "
                    + bytes(planned)
                    + " of a heap of "
                    + bytes(heap),
                "once they are full the process spends its time on collections, and then ends",
                "lower the largest of them, or give more heap: FRESHET_JAVA_OPTS=-Xmx"
                    + (((planned * 2) >> 30) + 1)
                    + "g"));
  }

  private static Stream<Finding> heapFull(Facts facts) {
    Machine its = facts.machine();
    return its.heapMax() <= 0 || its.heapKept() < its.heapMax() * HEAP_FULL
        ? Stream.empty()
        : Stream.of(
            Finding.wrong(
                "heap-full",
                bytes(its.heapKept())
                    + " of "
                    + bytes(its.heapMax())
                    + " were in use after the last collection",
                "the process spends its time on collections, and then ends",
                "give more heap (FRESHET_JAVA_OPTS=-Xmx2g), and attach this archive to a report"));
  }

  private static Stream<Finding> memory(Facts facts) {
    InForce settings = facts.settings();
    long children =
        settings.number(ParserSettings.CHILDREN)
            + settings.number(ParserSettings.SPARE_CHILDREN)
            + settings.number(ParserSettings.SLOW_CHILDREN);
    long wanted =
        Math.max(0, facts.machine().heapMax())
            + children * settings.number(ParserSettings.CHILD_MEMORY);
    return facts.machine().memory() <= 0 || wanted <= facts.machine().memory()
        ? Stream.empty()
        : Stream.of(
            Finding.advice(
                "memory-too-small",
                "the heap and "
                    + children
                    + " parser processes of parse.child-memory may take "
                    + bytes(wanted)
                    + "; the machine or container has "
                    + bytes(facts.machine().memory()),
                "the system ends processes when memory is out, files then die as out-of-memory",
                "lower parse.child-memory, parse.children, parse.spare-children or"
                    + " parse.slow-children, or give more memory"));
  }

  private static Stream<Finding> openFiles(Facts facts) {
    Machine its = facts.machine();
    return its.mostFiles() <= 0 || its.openFiles() < its.mostFiles() * FILES_NEARLY_OUT
        ? Stream.empty()
        : Stream.of(
            Finding.wrong(
                "open-files-nearly-out",
                its.openFiles() + " of " + its.mostFiles() + " file descriptors are in use",
                "without one no connection is taken, no segment opened and no log written",
                "raise the limit before the start: ulimit -n 65536, or LimitNOFILE of the unit"));
  }

  private static Stream<Finding> deadlock(Facts facts) {
    return facts.machine().deadlocked() == 0
        ? Stream.empty()
        : Stream.of(
            Finding.wrong(
                "deadlock",
                facts.machine().deadlocked() + " threads wait for each other",
                "what they do will never end: this is a bug of Freshet's",
                "start it again, and attach this archive to a report: threads.txt names them"));
  }

  private static Stream<Finding> largeFiles(Facts facts) {
    boolean noPlace = !facts.settings().isGiven(ClaimSettings.LOCATION.key());
    return facts.refusedLarge() == 0 || !noPlace
        ? Stream.empty()
        : Stream.of(
            Finding.advice(
                "large-files-refused",
                facts.refusedLarge()
                    + " documents were refused as too large since the start, and claim.location is"
                    + " empty",
                "what is beyond publish.max-bytes has no place to go",
                "set claim.location to a folder or bucket that all services reach"
                    + " (docs/claim-check.md)"));
  }
}
