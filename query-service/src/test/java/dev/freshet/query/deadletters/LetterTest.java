package dev.freshet.query.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Position;
import dev.freshet.common.failure.Reason;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class LetterTest {
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

  private static Letter letter(byte[] key, byte[] value, Map<String, String> headers) {
    var all = new RecordHeaders();
    headers.forEach((name, text) -> all.add(name, text.getBytes(UTF_8)));
    return Letter.of(
        new ConsumerRecord<>(
            "letters",
            1,
            7,
            NOW.toEpochMilli(),
            TimestampType.CREATE_TIME,
            0,
            0,
            key,
            value,
            all,
            Optional.empty()));
  }

  private static Letter died(Reason reason, byte[] value) {
    return letter(
        new byte[] {'a'},
        value,
        Map.of(
            "freshet-error-reason", reason.label(),
            "freshet-error-stage", "parse",
            "freshet-error-attempt", "2",
            "freshet-error-position", "documents-0@3",
            "freshet-error-source-time", "2026-01-01T00:00:00Z"));
  }

  @Test
  void letter_tellsItsHeaders() {
    Letter letter = died(Reason.CORRUPT, new byte[5]);

    assertThat(letter.position()).isEqualTo(new Position("letters", 1, 7));
    assertThat(letter.time()).isEqualTo(NOW);
    assertThat(letter.sourceTime()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(letter.version()).contains(new Position("documents", 0, 3));
    assertThat(letter.source()).isEqualTo("documents");
    assertThat(letter.attempt()).isEqualTo(2);
    assertThat(letter.bytes()).hasValue(5);
    assertThat(letter.obstacle()).isEmpty();
  }

  @Test
  void foreignRecord_isALetterThatCanOnlyBeDropped() {
    Letter letter = letter(null, null, Map.of("freshet-error-attempt", "many"));

    assertThat(letter.id()).isEmpty();
    assertThat(letter.reason()).isEmpty();
    assertThat(letter.attempt()).isEqualTo(1);
    assertThat(letter.sourceTime()).isEqualTo(NOW);
    assertThat(letter.obstacle().orElseThrow()).contains("does not say where it was published");
  }

  @Test
  void obstacle_namesTheFix() {
    assertThat(died(Reason.BAD_ID, new byte[1]).obstacle().orElseThrow())
        .contains("publish the file again with an id as its key");
    assertThat(died(Reason.BAD_HEADER, new byte[1]).obstacle().orElseThrow())
        .contains("that header mended");
    assertThat(died(Reason.EMBEDDING_REFUSED, null).obstacle().orElseThrow())
        .contains("has no bytes");
  }

  @Test
  void preview_isOfPlainTextOnly_andCutsNoCharacter() {
    assertThat(LetterJson.text("grüße\n\tdich".getBytes(UTF_8), 100)).contains("grüße\n\tdich");
    assertThat(LetterJson.text("grüße".getBytes(UTF_8), 3)).contains("gr");
    assertThat(LetterJson.text("gr\u001b[31m".getBytes(UTF_8), 100)).isEmpty();
    assertThat(LetterJson.text(new byte[] {'a', (byte) 0xff, 'b'}, 100)).isEmpty();
    assertThat(LetterJson.text(new byte[] {'a', (byte) 0xc3}, 100)).isEmpty();
    assertThat(LetterJson.text("%PDF-1.7\0".getBytes(UTF_8), 100)).isEmpty();
    assertThat(LetterJson.text(new byte[0], 100)).contains("");
  }

  @Test
  void offsetSet_isASet_thatForgetsFromTheFront() {
    var random = new Random(5);
    var plain = new TreeSet<Long>();
    var set = new OffsetSet();
    for (int i = 0; i < 1000; i++) {
      long offset = random.nextLong(5_000) + (random.nextBoolean() ? 0 : 1L << 40);
      plain.add(offset);
      set.add(offset);
    }
    for (long offset = 0; offset < 5_000; offset++) {
      assertThat(set.contains(offset)).isEqualTo(plain.contains(offset));
      assertThat(set.contains(offset + (1L << 40))).isEqualTo(plain.contains(offset + (1L << 40)));
    }
    int before = set.size();
    set.forgetBefore(1L << 40);
    assertThat(set.size()).isBetween(1, before - 70);
    assertThat(set.contains(plain.first())).isFalse();
    assertThat(set.contains(plain.last())).isTrue();
  }
}
