package dev.freshet.stores.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.store.Candidate;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.PassageStore;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.stores.testkit.OraclePassageStore;
import dev.freshet.stores.testkit.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A writer killed again and again leaves what it had committed, and a replay heals the rest. */
class LuceneCrashTest {
  private static final int KILLS = 4;

  @TempDir Path folder;

  @Test
  void kill_thenReopen_holdsTheCommittedPositions() throws Exception {
    try (OraclePassageStore oracle = new OraclePassageStore(Samples.DIMENSION)) {
      long played = -1;
      for (int kill = 0; kill < KILLS; kill++) {
        long told = runAndKill(2 + kill * 3);
        try (var store =
            LucenePassageStore.open(folder, Samples.DIMENSION, LuceneSettings.DEFAULT)) {
          long durable = store.writer().applied().offset(Samples.input(0).log());
          assertThat(durable).isGreaterThanOrEqualTo(told);
          for (played++; played <= durable; played++) {
            CrashingWriter.apply(oracle.writer(), played);
          }
          played--;
          ReadPoint at = store.writer().applied();
          assertThat(content(store, at)).isEqualTo(content(oracle, at)).isNotEmpty();
          replay(store, durable);
          assertThat(content(store, at)).isEqualTo(content(oracle, at));
        }
      }
    }
  }

  private static void replay(PassageStore store, long durable) {
    for (long offset = Math.max(0, durable - 50); offset <= durable; offset++) {
      CrashingWriter.apply(store.writer(), offset);
    }
    store.writer().refresh();
  }

  private long runAndKill(int commits) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                CrashingWriter.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    long told = -1;
    try (BufferedReader lines = process.inputReader()) {
      for (int i = 0; i < commits; i++) {
        String line = lines.readLine();
        assertThat(line).as("the writer's commit").isNotNull();
        told = Long.parseLong(line);
      }
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    return told;
  }

  private static Set<FoundPassage> content(PassageStore store, ReadPoint at) {
    try (var snapshot = store.searcher().open(at)) {
      var dense = snapshot.candidates(Samples.everything(Samples.ANYONE)).dense();
      return new HashSet<>(snapshot.fetch(dense.stream().map(Candidate::key).toList()));
    }
  }
}
