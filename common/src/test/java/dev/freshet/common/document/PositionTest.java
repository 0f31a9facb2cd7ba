package dev.freshet.common.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {
  @Test
  void token_ofATopicWithHyphens_isReadBack() {
    Position position = new Position("my-docs-2", 3, 42);
    assertThat(position.token()).isEqualTo("my-docs-2-3@42");
    assertThat(Position.parse("my-docs-2-3@42")).isEqualTo(position);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "@", "a@1", "a-1", "a-1@", "a-x@1", "-1@1", "a-1@-1", "a-1@x"})
  void token_notOfTheForm_isRefused(String token) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Position.parse(token))
        .withMessage("not topic-partition@offset: " + token);
  }

  @Test
  void version_inOnePartition_isNewerByOffsetWhateverTheTime() {
    Version older = new Version(new Position("t", 0, 1), Instant.ofEpochMilli(9));
    Version newer = new Version(new Position("t", 0, 2), Instant.ofEpochMilli(3));
    assertThat(newer.supersedes(older)).isTrue();
    assertThat(older.supersedes(newer)).isFalse();
    assertThat(older.supersedes(older)).isFalse();
  }

  @Test
  void version_inTwoPartitions_isNewerByTimeThenPartition() {
    Version early = new Version(new Position("t", 1, 9), Instant.ofEpochMilli(3));
    Version late = new Version(new Position("t", 0, 1), Instant.ofEpochMilli(4));
    Version sameTime = new Version(new Position("t", 2, 0), Instant.ofEpochMilli(3));
    assertThat(late.supersedes(early)).isTrue();
    assertThat(sameTime.supersedes(early)).isTrue();
    assertThat(early.supersedes(sameTime)).isFalse();
  }

  @Test
  void id_emptyOrTooLong_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DocumentId(""))
        .withMessage("id is empty: give 1 to 512 bytes of UTF-8");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DocumentId("ü".repeat(257)))
        .withMessage("id has 514 bytes: give at most 512 bytes of UTF-8");
  }

  @Test
  void identityKey_ofAnIdWithSlashes_isReadBack() {
    DocumentIdentity identity =
        new DocumentIdentity("documents", new Tenant("acme"), new DocumentId("a/b//c"));
    assertThat(DocumentIdentity.parse(identity.key())).isEqualTo(identity);
  }
}
