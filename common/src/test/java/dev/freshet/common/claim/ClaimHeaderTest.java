package dev.freshet.common.claim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimHeaderTest {
  private static final String SUM = "0123456789abcdef".repeat(4);
  private static final String FORM =
      "header freshet-claim: give {\"uri\": …, \"size\": …, \"sha256\": …} as JSON";

  private static Headers headers(String text) {
    return new RecordHeaders().add("freshet-claim", text.getBytes(UTF_8));
  }

  @Test
  void reference_isReadAsItWasWritten() {
    Claim claim = new Claim(URI.create("s3://bucket/a%20b"), 5_000_000_000L, SUM);
    Headers headers = new RecordHeaders();
    ClaimHeader.add(headers, claim);
    assertThat(new String(headers.lastHeader("freshet-claim").value(), UTF_8))
        .isEqualTo(
            "{\"uri\":\"s3://bucket/a%20b\",\"size\":5000000000,\"sha256\":\"" + SUM + "\"}");
    assertThat(ClaimHeader.read(headers)).contains(claim);
  }

  @Test
  void recordWithoutReference_hasNone() {
    assertThat(ClaimHeader.read(new RecordHeaders())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          nonsense
          []
          {}
          {"uri": "s3://b/k", "size": 3}
          {"uri": "s3://b/k", "size": "3", "sha256": "SUM"}
          {"uri": "s3://b/k", "size": 3.5, "sha256": "SUM"}
          {"uri": "s3://b/k", "size": 99999999999999999999, "sha256": "SUM"}
          {"uri": 7, "size": 3, "sha256": "SUM"}
          {"uri": "s3://b/k", "size": 3, "sha256": "SUM", "more": 1}
          {"uri": "s3://b/k", "uri": "s3://b/l", "size": 3, "sha256": "SUM"}
          {"uri": "s3://b/k", "size": 3, "sha256": "SUM"} {}
          """)
  void whatIsNoReference_isRefused(String text) {
    assertThatThrownBy(() -> ClaimHeader.read(headers(text.replace("SUM", SUM))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(FORM);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"uri": "a b", "size": 3, "sha256": "SUM"}      | uri: give one such as s3://bucket/key
          {"uri": "k", "size": 3, "sha256": "SUM"}        | uri: give an absolute one of at most 2048 characters, such as s3://bucket/key or file:/folder/name
          {"uri": "s3://b/k", "size": 0, "sha256": "SUM"} | size: give the bytes as a whole number from 1
          {"uri": "s3://b/k", "size": 3, "sha256": "AB"}  | sha256: give 64 hexadecimal digits in lower case
          """)
  void partThatIsNotOfItsForm_isNamed(String text, String message) {
    assertThatThrownBy(() -> ClaimHeader.read(headers(text.replace("SUM", SUM))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("header freshet-claim: " + message);
  }

  @Test
  void vastHeader_isRefused_unread() {
    assertThatThrownBy(() -> ClaimHeader.read(headers("[".repeat(8193))))
        .hasMessage(FORM + " of at most 8192 bytes");
    assertThatThrownBy(() -> ClaimHeader.read(headers("[".repeat(8000)))).hasMessage(FORM);
  }
}
