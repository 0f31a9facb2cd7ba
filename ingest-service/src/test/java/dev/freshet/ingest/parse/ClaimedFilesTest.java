package dev.freshet.ingest.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.claim.Claim;
import dev.freshet.common.document.Block;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.ingest.parse.child.ParserChild;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that a real child reads from the disk. */
class ClaimedFilesTest {
  private static final Tenant TENANT = Tenant.DEFAULT;

  @TempDir Path folder;
  private ParserPool pool;

  @BeforeEach
  void open() {
    var told =
        Map.of(
            "parse.children", "1",
            "parse.slow-deadline", "2m",
            "parse.memo-directory", folder.resolve("memo").toString());
    pool =
        new ParserPool(
            ParserSettings.of(new Settings(told, Map.of(), Map.of())), new MicrometerTelemetry());
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private static Claim claim(Path file, String sum) throws IOException {
    return new Claim(file.toUri(), Files.size(file), sum.repeat(64));
  }

  private ParseResult parse(Path file, String sum) throws IOException {
    return pool.parse(Metadata.NONE, TENANT, claim(file, sum), file, Lane.SLOW);
  }

  private Path resource(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = ParserChild.class.getResourceAsStream(name)) {
      Files.copy(in, file);
    }
    return file;
  }

  @Test
  void everyKind_isReadFromTheDisk_andLeftThere() throws Exception {
    for (String name : new String[] {"warm.md", "warm.html", "warm.pdf", "warm.docx"}) {
      Path file = resource(name);
      var parsed = (ParseResult.Parsed) parse(file, "a");
      assertThat(parsed.document().blocks())
          .as(name)
          .anyMatch(block -> block.toString().contains("first"));
      assertThat(parsed.document().metadata().bytes()).isEqualTo(Files.size(file));
      assertThat(file).exists();
    }
  }

  @Test
  void readOnce_isKnownByItsSum_toTheSameTenantAlone() throws Exception {
    Path file = Files.write(folder.resolve("a.txt"), "hi".getBytes(UTF_8));
    Claim claim = claim(file, "b");
    assertThat(pool.known(Metadata.NONE, TENANT, claim)).isEmpty();
    parse(file, "b");
    Optional<ParseResult> known = Optional.empty();
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (known.isEmpty() && System.nanoTime() < deadline) {
      known = pool.known(Metadata.NONE, TENANT, claim);
      Thread.onSpinWait();
    }
    assertThat(known)
        .hasValueSatisfying(
            result -> {
              var parsed = (ParseResult.Parsed) result;
              assertThat(parsed.spared()).isTrue();
              assertThat(parsed.document().blocks()).containsExactly(new Block.Paragraph("hi"));
              assertThat(parsed.document().metadata().bytes()).isEqualTo(2);
            });
    assertThat(pool.known(Metadata.NONE, new Tenant("other"), claim)).isEmpty();
    assertThat(pool.known(Metadata.NONE, TENANT, claim(file, "c"))).isEmpty();
  }

  @Test
  void vastText_isTooLarge_withinTheChildsMemory_andVastNoiseIsUnsupported() throws Exception {
    Path text = filled("vast.txt", "a word and another, ".getBytes(UTF_8), 200_000_000);
    var failed = (ParseResult.Failed) parse(text, "d");
    assertThat(failed.failure().reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(failed.failure().message())
        .isEqualTo("a text of 200000000 bytes (text/plain) is longer than 10000000 characters");
    Path noise = filled("vast.bin", new byte[] {0, 1, 2, (byte) 0x90, (byte) 0xff}, 200_000_000);
    assertThat(((ParseResult.Failed) parse(noise, "e")).failure().reason())
        .isEqualTo(Reason.UNSUPPORTED);
  }

  private Path filled(String name, byte[] with, int size) throws IOException {
    Path file = folder.resolve(name);
    byte[] portion = new byte[with.length * 10_000];
    for (int i = 0; i < portion.length; i++) {
      portion[i] = with[i % with.length];
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int left = size; left > 0; left -= portion.length) {
        out.write(portion, 0, Math.min(left, portion.length));
      }
    }
    return file;
  }
}
