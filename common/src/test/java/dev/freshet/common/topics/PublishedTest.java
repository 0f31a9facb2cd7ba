package dev.freshet.common.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedTest {
  private static final byte[] KEY = "doc".getBytes(UTF_8);
  private final Headers headers = new RecordHeaders();

  private PublishedTest with(String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
    return this;
  }

  private Published good(byte[] key) {
    return ((Published.Reading.Good) Published.read(key, headers, 7)).published();
  }

  private Failure bad(byte[] key) {
    return ((Published.Reading.Bad) Published.read(key, headers, 7)).failure();
  }

  @Test
  void headers_ofEveryKind_areRead() {
    with("title", " A ")
        .with("content-type", "Text/HTML; charset=utf-8")
        .with("acl", "b, a")
        .with("published-at", "2026-07-01T14:00:00+02:00")
        .with("meta.team", "legal")
        .with("unknown", "x");
    Published published = good(KEY);
    assertThat(published.id()).isEqualTo(new DocumentId("doc"));
    assertThat(published.metadata().title()).isEqualTo("A");
    assertThat(published.metadata().contentType()).isEqualTo("text/html");
    assertThat(published.metadata().acl()).containsExactly("a", "b");
    assertThat(published.metadata().meta()).containsOnlyKeys("team");
    assertThat(published.metadata().publishedAt())
        .isEqualTo(Optional.of(Instant.parse("2026-07-01T12:00:00Z")));
    assertThat(published.metadata().bytes()).isEqualTo(7);
  }

  @Test
  void header_repeated_countsLast() {
    assertThat(with("title", "a").with("title", "b").good(KEY).metadata().title()).isEqualTo("b");
  }

  @Test
  void cloudEvent_withoutKey_isNamedByItsSubject() {
    with("ce_subject", "s").with("ce_source", "/x").with("ce_time", "2026-01-01T00:00:00Z");
    headers.add("ce_anything", new byte[] {(byte) 0xff});
    assertThat(good(null).id().value()).isEqualTo("s");
    assertThat(good(null).metadata().sourceUri()).isEqualTo("/x");
    assertThat(good(null).metadata().publishedAt()).isPresent();
  }

  @Test
  void key_missingOrBroken_isABadId() {
    assertThat(bad(null))
        .isEqualTo(
            new Failure(
                Stage.PUBLISH,
                Reason.BAD_ID,
                "the record has no key: give the document id as key"));
    assertThat(bad(new byte[] {(byte) 0xff}).message()).isEqualTo("the key is not UTF-8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "content-type|html|header content-type is no media type: give one such as text/html",
        "expires-at|soon|header expires-at is no RFC 3339 time: give one such as"
            + " 2026-07-01T12:00:00Z",
        "published-at|+999999999-01-01T00:00:00Z|header published-at is no RFC 3339 time: give one"
            + " such as 2026-07-01T12:00:00Z",
        "expires-at|-999999999-01-01T00:00:00+18:00|header expires-at is no RFC 3339 time: give one"
            + " such as 2026-07-01T12:00:00Z",
        "acl|a,,b|header acl has an empty or overlong principal: give some such as"
            + " group:legal,user:ann",
        "meta.|x|header meta. has no name: give meta.<name>",
        "tenant|a/b|header tenant: tenant is not 1 to 64 letters, digits, dots, underscores or"
            + " hyphens"
      })
  void header_notOfItsForm_isRefusedByName(String name, String value, String message) {
    assertThat(with(name, value).bad(KEY))
        .isEqualTo(new Failure(Stage.PUBLISH, Reason.BAD_HEADER, message));
  }

  @Test
  void header_tooLongTooManyOrNotUtf8_isRefused() {
    assertThat(with("title", "x".repeat(8193)).bad(KEY).message())
        .isEqualTo("header title has 8193 bytes: give at most 8192");
    headers.remove("title").add("title", new byte[] {(byte) 0xff});
    assertThat(bad(KEY).message()).isEqualTo("header title is not UTF-8");
    for (int i = 0; i < 65; i++) {
      with("meta.m" + i, "x");
    }
    headers.remove("title");
    assertThat(bad(KEY).message()).isEqualTo("more than 64 headers meta.*");
  }
}
