package dev.freshet.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Metadata;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContradictionsTest {
  private static final Instant PUBLISHED = Instant.parse("2026-07-01T12:00:00Z");

  private static List<String> of(Metadata metadata) {
    return Contradictions.of(Metadata.NONE, metadata, PUBLISHED);
  }

  private static Metadata file(Instant created, Instant modified) {
    return Metadata.NONE.withFile("", Optional.of(created), Optional.of(modified));
  }

  private static Metadata said(String publishedAt, String expiresAt) {
    return new Metadata(
        "",
        "",
        "",
        "",
        Optional.of(Instant.parse(publishedAt)),
        Optional.of(Instant.parse(expiresAt)),
        List.of(),
        Map.of(),
        "",
        Optional.empty(),
        Optional.empty(),
        0);
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, application/pdf, true",
    "application/pdf, application/msword, true",
    "image/png, text/csv, true",
    "application/pdf, application/pdf, false",
    "Application/PDF, application/pdf, false",
    "application/octet-stream, application/pdf, false",
    "'', application/pdf, false",
    "text/x-markdown, text/markdown, false",
    "text/html, application/xhtml+xml, false",
    "text/plain, application/json, false",
    "application/zip, application/vnd.openxmlformats-officedocument.wordprocessingml.document, false"
  })
  void contentType_contradictsWhatWasFound(String declared, String found, boolean contradicts) {
    assertThat(
            Contradictions.of(
                Metadata.NONE.withContentType(declared),
                Metadata.NONE.withContentType(found),
                PUBLISHED))
        .isEqualTo(contradicts ? List.of("content-type") : List.of());
  }

  @Test
  void datesInTheFuture_areNamed_butNotWithinADay() {
    Instant tomorrow = PUBLISHED.plus(Duration.ofHours(23));
    assertThat(of(file(PUBLISHED, tomorrow))).isEmpty();
    assertThat(of(file(PUBLISHED, tomorrow.plus(Duration.ofHours(2))))).containsExactly("future");
  }

  @Test
  void modifiedBeforeCreated_isNamed_butNotWithinADay() {
    Instant created = Instant.parse("2024-03-02T00:00:00Z");
    assertThat(of(file(created, created.minus(Duration.ofHours(23))))).isEmpty();
    assertThat(of(file(created, created.minus(Duration.ofHours(25)))))
        .containsExactly("modified-before-created");
  }

  @Test
  void expiryBeforePublication_isNamed() {
    assertThat(of(said("2026-06-01T00:00:00Z", "2026-05-01T00:00:00Z")))
        .containsExactly("expires-before-published");
    assertThat(of(said("2026-06-01T00:00:00Z", "2026-12-01T00:00:00Z"))).isEmpty();
  }

  @Test
  void dateThatNoProgramSet_isNamed_andIsNoAge() {
    Instant zero = Instant.EPOCH;
    Instant real = Instant.parse("2019-01-01T00:00:00Z");
    assertThat(of(file(zero, real))).containsExactly("unset-date");
    assertThat(Contradictions.newest(file(zero, zero), PUBLISHED)).isEmpty();
    assertThat(Contradictions.newest(file(zero, real), PUBLISHED)).contains(real);
  }

  @Test
  void nothingSaid_contradictsNothing() {
    assertThat(of(Metadata.NONE)).isEmpty();
    assertThat(Contradictions.newest(Metadata.NONE, PUBLISHED)).isEmpty();
  }

  @Test
  void dateAtTheEndOfTime_isFuture_andNoError() {
    assertThat(of(file(Instant.MAX, Instant.MAX))).containsExactly("future");
    assertThat(of(file(Instant.MIN, Instant.MIN))).isEmpty();
  }
}
