package dev.freshet.ingest.parse.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Block;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.hostile.Hostile;
import dev.freshet.ingest.parse.ParseResult;
import dev.freshet.ingest.parse.ParserPool;
import dev.freshet.ingest.parse.ParserSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile files in the child as it is in production, a good document after each. */
final class HostileChildTest {
  private static ParserPool pool;

  @BeforeAll
  static void start() {
    // The time that the slow lane gives, as good as: the fast one's would defer some of them.
    pool = pool("60s");
  }

  /** Nothing is remembered: every file is read by the child. */
  private static ParserPool pool(String deadline) {
    var given = Map.of("parse.children", "1", "parse.deadline", deadline, "parse.memo-bytes", "0");
    var settings = new Settings(given, Map.of(), Map.of());
    return new ParserPool(ParserSettings.of(settings), new MicrometerTelemetry());
  }

  @AfterAll
  static void stop() {
    pool.close();
    assertThat(Children.alive()).isEmpty();
  }

  static Stream<Hostile> files() {
    return Hostile.all().stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void file_settlesByName_andHarmsNothingElse(Hostile file) {
    good();
    long child = Children.alive().getFirst();

    ParseResult result = parse(file);

    assertThat(file.ends()).contains(reason(result));
    good();
    assertThat(Children.alive()).as("the same child goes on").containsExactly(child);
    assertThat(Children.inside(Children.folder(child)))
        .as("its folder")
        .allMatch(path -> path.endsWith(".pdfbox.cache"));
  }

  @Test
  void mail_inAZipInADocument_isReadToItsWords() {
    Hostile file =
        Hostile.all().stream().filter(f -> f.kind().contains("mail in a zip")).findFirst().get();
    var parsed = (ParseResult.Parsed) parse(file);
    assertThat(parsed.document().blocks()).contains(new Block.Paragraph(Hostile.DEEP_WORDS));
  }

  /** Each form draws itself twice: two to the power of the depth at which the reader gives up. */
  @Test
  void file_withoutEnd_endsByName_andTheNextIsRead() {
    try (var hasty = pool("3s")) {
      var endless = hasty.parse(hints("a.pdf", ""), Hostile.endless().bytes(), Lane.LIVE);
      assertThat(reason(endless)).get().isIn(Reason.TIMEOUT, Reason.OUT_OF_MEMORY);
      assertThat(reason(hasty.parse(hints("a.txt", ""), bytes("good"), Lane.LIVE))).isEmpty();
    }
  }

  private static Optional<Reason> reason(ParseResult result) {
    return switch (result) {
      case ParseResult.Parsed _ -> Optional.empty();
      case ParseResult.Failed(var failure) -> Optional.of(failure.reason());
    };
  }

  private static ParseResult parse(Hostile file) {
    return pool.parse(hints(file.filename(), file.contentType()), file.bytes(), Lane.LIVE);
  }

  private static Metadata hints(String filename, String contentType) {
    Metadata none = Metadata.NONE;
    return new Metadata(
        "",
        filename,
        contentType,
        "",
        none.publishedAt(),
        none.expiresAt(),
        List.of(),
        Map.of(),
        "",
        none.createdAt(),
        none.modifiedAt(),
        0);
  }

  private static void good() {
    var result = pool.parse(Metadata.NONE, bytes("A good document."), Lane.LIVE);
    assertThat(((ParseResult.Parsed) result).document().blocks())
        .containsExactly(new Block.Paragraph("A good document."));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
