package dev.freshet.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Block;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.ingest.parse.blocks.Limits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pool with its memo: the same bytes again cost no parse. */
class ParserMemoryTest {
  @TempDir private Path folder;

  private ParserPool pool() {
    var memo = new MemoSettings(folder.resolve("memo"), 1_000_000, 100, Duration.ofDays(1));
    return new ParserPool(
        new ParserSettings(
            1,
            64L << 20,
            Duration.ofSeconds(20),
            0,
            1,
            Duration.ofSeconds(20),
            1_000_000,
            Limits.DEFAULT,
            1_000,
            Duration.ofSeconds(60),
            "",
            "",
            TestChild.class.getName(),
            memo),
        new MicrometerTelemetry());
  }

  private static ParseResult parse(ParserPool pool, Metadata metadata, String file) {
    return pool.parse(metadata, file.getBytes(StandardCharsets.UTF_8), Lane.LIVE);
  }

  private static ParseResult.Parsed parsed(ParserPool pool, Metadata metadata, String file) {
    return (ParseResult.Parsed) parse(pool, metadata, file);
  }

  @Test
  void sameBytes_afterARestart_areNotReadAgain_andTheNewHeadersHold() {
    String pid;
    try (ParserPool pool = pool()) {
      // The child answers with its process id: only a parse that was spared answers the same.
      ParseResult.Parsed first = parsed(pool, Metadata.NONE.withTitle("Old"), "pid");
      assertThat(first.spared()).isFalse();
      pid = first.document().blocks().toString();
    }
    try (ParserPool pool = pool()) {
      ParseResult.Parsed again = parsed(pool, Metadata.NONE.withTitle("New"), "pid");
      assertThat(again.spared()).isTrue();
      assertThat(again.document().blocks()).hasToString(pid);
      assertThat(again.document().metadata().title()).isEqualTo("New");
      assertThat(again.document().metadata().bytes()).isEqualTo(3);
      Metadata another = Metadata.NONE.withContentType("text/html");
      assertThat(parsed(pool, another, "pid").document().blocks().toString()).isNotEqualTo(pid);
    }
  }

  @Test
  void knownFile_needsNoChild() {
    try (ParserPool pool = pool()) {
      parse(pool, Metadata.NONE, "hello");
    }
    try (ParserPool pool = pool()) {
      pool.warm();
      var result = parsed(pool, Metadata.NONE, "hello");
      assertThat(result.spared()).isTrue();
      assertThat(result.document().blocks()).isEqualTo(List.of(new Block.Paragraph("hello")));
    }
  }

  @Test
  void failure_isNotRemembered() {
    for (int i = 0; i < 2; i++) {
      try (ParserPool pool = pool()) {
        assertThat(parse(pool, Metadata.NONE, "crash")).isInstanceOf(ParseResult.Failed.class);
        assertThat(parsed(pool, Metadata.NONE, "fine").spared()).isEqualTo(i == 1);
      }
    }
  }
}
