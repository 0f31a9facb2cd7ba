package dev.freshet.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Block;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.ingest.parse.child.ParserChild;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The child as it is in production. */
final class RealChildTest {

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = ParserChild.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  @Test
  void text_html_pdf_and_docx_are_read_and_an_empty_page_has_a_reason() throws Exception {
    ParserSettings settings =
        ParserPoolTest.settings(1, Duration.ofSeconds(60), 1_000, ParserChild.class);
    try (ParserPool pool = new ParserPool(settings, new MicrometerTelemetry())) {
      for (String name : new String[] {"warm.md", "warm.html", "warm.pdf", "warm.docx"}) {
        ParseResult result = pool.parse(Metadata.NONE, resource(name), Lane.LIVE);
        assertThat(result).as(name).isInstanceOf(ParseResult.Parsed.class);
        assertThat(((ParseResult.Parsed) result).document().blocks())
            .as(name)
            .anyMatch(block -> block.toString().contains("first"));
      }
      var failed =
          (ParseResult.Failed)
              pool.parse(
                  Metadata.NONE, "<body></body>".getBytes(StandardCharsets.UTF_8), Lane.BULK);
      assertThat(failed.failure().reason()).isEqualTo(Reason.EMPTY);
    }
  }

  /** It says so before its text has taken the child's memory. */
  @Test
  void text_of_the_largest_file_is_too_large_in_any_language() {
    Map<String, String> told =
        Map.of("parse.children", "1", "parse.deadline", "60s", "parse.memo-bytes", "0");
    ParserSettings settings = ParserSettings.of(new Settings(told, Map.of(), Map.of()));
    try (ParserPool pool = new ParserPool(settings, new MicrometerTelemetry())) {
      for (String word : new String[] {"a word ", "ein W\u00f6rtchen ", "\u4e00\u4e8c\u4e09 "}) {
        byte[] one = word.getBytes(StandardCharsets.UTF_8);
        byte[] text = word.repeat(49_000_000 / one.length).getBytes(StandardCharsets.UTF_8);
        var failed = (ParseResult.Failed) pool.parse(Metadata.NONE, text, Lane.LIVE);
        assertThat(failed.failure().message())
            .as(word)
            .isEqualTo("the file holds more than 10000000 characters of text");
        assertThat(failed.failure().reason()).as(word).isEqualTo(Reason.TOO_LARGE);
      }
    }
  }

  @Test
  void plain_text_is_one_paragraph() {
    ParserSettings settings =
        ParserPoolTest.settings(1, Duration.ofSeconds(60), 1_000, ParserChild.class);
    try (ParserPool pool = new ParserPool(settings, new MicrometerTelemetry())) {
      var result = pool.parse(Metadata.NONE, new byte[] {'h', 'i'}, Lane.LIVE);
      assertThat(((ParseResult.Parsed) result).document().blocks())
          .containsExactly(new Block.Paragraph("hi"));
    }
  }

  @Test
  void child_ends_when_its_standard_input_does(@TempDir Path folder) throws Exception {
    Process child =
        ChildCommand.start(
            ParserPoolTest.settings(1, Duration.ofSeconds(60), 10, ParserChild.class),
            java.nio.file.Files.createDirectory(folder.resolve("own")));
    child.getOutputStream().close();
    assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isZero();
    assertThat(folder.resolve("own")).doesNotExist();
  }
}
