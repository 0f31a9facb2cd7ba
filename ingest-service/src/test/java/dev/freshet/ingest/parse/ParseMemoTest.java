package dev.freshet.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Block;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.topics.ParsedDocumentCodec;
import dev.freshet.ingest.parse.blocks.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParseMemoTest {
  private static final ParseMemo.Readers READERS = () -> new byte[] {1};
  private static final byte[] FILE = "the file".getBytes(StandardCharsets.UTF_8);
  private static final ParsedDocument DOCUMENT = document("what it says");

  @TempDir private Path folder;

  private MemoSettings settings(long bytes, int entries) {
    return new MemoSettings(folder.resolve("memo"), bytes, entries, Duration.ofDays(30));
  }

  private ParseMemo memo() {
    return new ParseMemo(settings(10_000_000, 1_000), READERS);
  }

  private static ParsedDocument document(String text) {
    return new ParsedDocument(Metadata.NONE, List.of(new Block.Paragraph(text)), List.of("note"));
  }

  private static byte[] wire(ParsedDocument document) {
    return new ParsedDocumentCodec().encode(document);
  }

  private static String key(ParseMemo memo, byte[] file) {
    return memo.key(Metadata.NONE, file, Limits.DEFAULT);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  /** Closing writes what waits; so what is kept here is on the disk afterwards. */
  private String kept() {
    try (ParseMemo memo = memo()) {
      String key = key(memo, FILE);
      memo.keep(key, wire(DOCUMENT));
      return key;
    }
  }

  @Test
  void whatWasKept_isFound_alsoAfterARestart() {
    String key = kept();
    try (ParseMemo memo = memo()) {
      assertThat(memo.find(key)).contains(DOCUMENT);
      assertThat(memo.find(key(memo, new byte[] {7}))).isEmpty();
    }
  }

  @Test
  void key_isOfEverythingThatTheBlocksDependOn_andOfNothingElse() {
    Metadata none = Metadata.NONE;
    Limits other = new Limits(1_000, 100, 1, 1, 1_000);
    Set<String> keys = new HashSet<>();
    try (ParseMemo memo = memo();
        ParseMemo newReaders = new ParseMemo(settings(10_000_000, 1_000), () -> new byte[] {2})) {
      keys.add(memo.key(none, FILE, Limits.DEFAULT));
      keys.add(memo.key(none, "another".getBytes(StandardCharsets.UTF_8), Limits.DEFAULT));
      keys.add(memo.key(none.withContentType("text/html"), FILE, Limits.DEFAULT));
      keys.add(memo.key(named("text/html"), FILE, Limits.DEFAULT));
      keys.add(memo.key(none, FILE, other));
      keys.add(newReaders.key(none, FILE, Limits.DEFAULT));
      assertThat(keys).hasSize(6);
      assertThat(memo.key(none.withTitle("Another title"), FILE, Limits.DEFAULT)).isIn(keys);
    }
  }

  private static Metadata named(String filename) {
    Metadata none = Metadata.NONE;
    return new Metadata(
        "",
        filename,
        "",
        "",
        none.publishedAt(),
        none.expiresAt(),
        List.of(),
        none.meta(),
        "",
        none.createdAt(),
        none.modifiedAt(),
        0);
  }

  @Test
  void damagedEntry_ofAnyKind_isAMiss_andGoesAway() throws IOException {
    Random random = new Random(5);
    for (int i = 0; i < 120; i++) {
      String key = kept();
      Path file = files().getFirst();
      byte[] bytes = Files.readAllBytes(file);
      // The first half of them in the header, where a wrong length would be believed.
      int at = i < 60 ? i % Math.min(48, bytes.length) : random.nextInt(bytes.length);
      if (i % 3 == 0) {
        Files.write(file, java.util.Arrays.copyOf(bytes, at));
      } else {
        bytes[at] ^= (byte) (i % 2 == 0 ? 0x80 : 1 << random.nextInt(8));
        Files.write(file, bytes);
      }
      try (ParseMemo memo = memo()) {
        assertThat(memo.find(key)).as("damaged at %s", at).isEmpty();
        assertThat(memo.find(key)).isEmpty();
      }
      assertThat(files()).isEmpty();
    }
  }

  @Test
  void unfinishedEntry_ofAKilledProcess_isAMiss_andIsRemoved() throws IOException {
    String key = kept();
    Path file = files().getFirst();
    Files.move(file, file.resolveSibling(key + ".tmp"));
    try (ParseMemo memo = memo()) {
      assertThat(memo.find(key)).isEmpty();
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void moreThanItMayHold_theLeastRecentlyUsedGoes() throws IOException {
    MemoSettings few = settings(10_000_000, 20);
    String used;
    String unused;
    try (ParseMemo memo = new ParseMemo(few, READERS)) {
      used = key(memo, new byte[] {0, 0});
      unused = key(memo, new byte[] {0, 1});
      for (byte i = 0; i < 20; i++) {
        memo.keep(key(memo, new byte[] {0, i}), wire(DOCUMENT));
      }
    }
    long hourAgo = Instant.now().minusSeconds(3600).toEpochMilli();
    for (Path file : files()) {
      Files.setLastModifiedTime(file, FileTime.fromMillis(hourAgo));
    }
    try (ParseMemo memo = new ParseMemo(few, READERS)) {
      assertThat(memo.find(used)).isPresent();
      for (byte i = 0; i < 17; i++) {
        memo.keep(key(memo, new byte[] {1, i}), wire(DOCUMENT));
      }
    }
    assertThat(files()).hasSizeLessThanOrEqualTo(20);
    try (ParseMemo memo = new ParseMemo(few, READERS)) {
      assertThat(memo.find(used)).isPresent();
      assertThat(memo.find(unused)).isEmpty();
    }
  }

  @Test
  void bytes_areBounded_andOneLargeEntryDoesNotEmptyIt() throws IOException {
    Random random = new Random(1);
    try (ParseMemo memo = new ParseMemo(settings(40_000, 1_000), READERS)) {
      for (int i = 0; i < 100; i++) {
        memo.keep(key(memo, new byte[] {(byte) i}), wire(document(noise(random, 1_000))));
      }
      memo.keep(key(memo, new byte[] {1, 1}), wire(document(noise(random, 100_000))));
    }
    long sum = 0;
    for (Path file : files()) {
      sum += Files.size(file);
    }
    assertThat(sum).isBetween(20_000L, 40_000L);
  }

  private static String noise(Random random, int length) {
    StringBuilder text = new StringBuilder();
    random.ints(length, 'a', 'z' + 1).forEach(c -> text.append((char) c));
    return text.toString();
  }

  @Test
  void whatWasNotUsedForItsAge_goes() throws IOException {
    kept();
    Instant longAgo = Instant.now().minus(Duration.ofDays(31));
    Files.setLastModifiedTime(files().getFirst(), FileTime.from(longAgo));
    memo().close();
    assertThat(files()).isEmpty();
  }

  @Test
  void off_nothingIsKept_andNoFolderMade() {
    try (ParseMemo memo = new ParseMemo(settings(0, 1), READERS)) {
      String key = key(memo, FILE);
      memo.keep(key, wire(DOCUMENT));
      assertThat(memo.find(key)).isEmpty();
    }
    assertThat(folder.resolve("memo")).doesNotExist();
  }

  @Test
  void readersWithoutAName_nothingIsKnown() throws IOException {
    ParseMemo.Readers nameless =
        () -> {
          throw new IOException("no class path");
        };
    try (ParseMemo memo = new ParseMemo(settings(10_000_000, 1_000), nameless)) {
      String key = key(memo, FILE);
      memo.keep(key, wire(DOCUMENT));
      assertThat(memo.find(key)).isEmpty();
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void folderThatCannotBeWritten_costsNothingButTheSaving() throws IOException {
    Files.writeString(folder.resolve("memo"), "a file is in the way");
    try (ParseMemo memo = memo()) {
      String key = key(memo, FILE);
      memo.keep(key, wire(DOCUMENT));
      assertThat(memo.find(key)).isEmpty();
    }
  }

  @Test
  void manyThreads_findWholeEntriesOrNone() throws Exception {
    try (ParseMemo memo = new ParseMemo(settings(60_000, 30), READERS);
        ExecutorService threads = Executors.newFixedThreadPool(6)) {
      List<Future<Integer>> all =
          Stream.generate(() -> threads.submit(() -> worked(memo))).limit(6).toList();
      int hits = 0;
      for (Future<Integer> one : all) {
        hits += one.get();
      }
      assertThat(hits).isPositive();
    }
  }

  private static int worked(ParseMemo memo) {
    int hits = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] file = {(byte) (i * 31 % 50)};
      ParsedDocument right = document("text of " + file[0] + "x".repeat(500));
      String key = key(memo, file);
      var found = memo.find(key);
      if (found.isPresent()) {
        assertThat(found).contains(right);
        hits++;
      } else {
        memo.keep(key, wire(right));
      }
    }
    return hits;
  }

  @Test
  void readerVersion_changesWithAClassOfOurs_andWithALibrary() throws IOException {
    Path classes = folder.resolve("classes/dev/freshet/ingest/parse");
    Files.createDirectories(classes);
    Files.write(classes.resolve("A.class"), new byte[] {1, 2});
    Path elsewhere = folder.resolve("classes/dev/freshet/query");
    Files.createDirectories(elsewhere);
    Path library = folder.resolve("tika-1.jar");
    Files.write(library, new byte[10]);
    String path = folder.resolve("classes") + java.io.File.pathSeparator + library;
    byte[] before = ReaderVersion.of(path);
    Files.write(elsewhere.resolve("B.class"), new byte[] {9});
    assertThat(ReaderVersion.of(path)).isEqualTo(before);
    Files.write(classes.resolve("A.class"), new byte[] {1, 3});
    byte[] after = ReaderVersion.of(path);
    assertThat(after).isNotEqualTo(before);
    Files.write(library, new byte[11]);
    assertThat(ReaderVersion.of(path)).isNotEqualTo(after);
  }
}
