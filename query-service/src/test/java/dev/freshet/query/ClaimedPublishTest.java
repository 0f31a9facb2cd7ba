package dev.freshet.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.claim.Claim;
import dev.freshet.common.claim.ClaimDeposit;
import dev.freshet.common.claim.ClaimHeader;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.query.RunningService.Answer;
import dev.freshet.query.generations.GenerationBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files beyond a record's size, over HTTP. */
class ClaimedPublishTest {
  private static final int INLINE = 10_000;
  private static final int LARGEST = 100_000;
  private static final String SUM = "0123456789abcdef".repeat(4);

  private final Deposit deposit = new Deposit();
  private final RunningService running =
      new RunningService(
          Map.of("publish.max-bytes", Integer.toString(INLINE), "publish.uploads", "1"),
          new FakeKafka(0),
          ReadPoint.START,
          GenerationBuilder.NONE,
          Optional.of(deposit));

  /** Counts what is deposited. */
  private static final class Deposit implements ClaimDeposit {
    private final List<String> kept = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    @Override
    public long maxBytes() {
      return LARGEST;
    }

    @Override
    public Claim deposit(DocumentIdentity identity, InputStream body) {
      if (away) {
        throw new Outage("claims", "is away", null);
      }
      try {
        long size = 0;
        for (byte[] part = body.readNBytes(999); part.length > 0; part = body.readNBytes(999)) {
          size += part.length;
        }
        kept.add(identity + " " + size);
        return new Claim(URI.create("s3://b/k"), size, SUM);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @AfterEach
  void close() {
    running.close();
  }

  private Answer put(int bytes, boolean saysItsLength) throws Exception {
    byte[] body = new byte[bytes];
    return running.send(
        running
            .request("/v1/documents/a")
            .header("Freshet-Title", "Big")
            .PUT(
                saysItsLength
                    ? BodyPublishers.ofByteArray(body)
                    : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
  }

  private ProducerRecord<byte[], byte[]> record() {
    return running.kafka.producer.history().getLast();
  }

  @Test
  void fileThatFitsARecord_isInTheRecord() throws Exception {
    for (boolean saysItsLength : new boolean[] {true, false}) {
      assertThat(put(INLINE, saysItsLength).status()).isEqualTo(202);
      assertThat(record().value()).hasSize(INLINE);
      assertThat(ClaimHeader.read(record().headers())).isEmpty();
    }
    assertThat(deposit.kept).isEmpty();
  }

  @Test
  void largerFile_isDeposited_andTheRecordRefersToIt() throws Exception {
    for (boolean saysItsLength : new boolean[] {true, false}) {
      Answer answer = put(INLINE + 1, saysItsLength);
      assertThat(answer.status()).isEqualTo(202);
      assertThat(answer.json().path("token").asText()).startsWith("documents-0@");
      assertThat(record().value()).isEmpty();
      assertThat(ClaimHeader.read(record().headers()))
          .contains(new Claim(URI.create("s3://b/k"), INLINE + 1, SUM));
      assertThat(new String(record().headers().lastHeader("title").value(), UTF_8))
          .isEqualTo("Big");
    }
    assertThat(deposit.kept).containsOnly("documents/default/a " + (INLINE + 1)).hasSize(2);
  }

  @Test
  void fileBeyondTheLimitOfClaims_isRefused_withOrWithoutItsLength() throws Exception {
    for (boolean saysItsLength : new boolean[] {true, false}) {
      Answer answer = put(LARGEST + 1, saysItsLength);
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.json().path("detail").asText())
          .isEqualTo(
              "the body is larger than 100000 bytes: publish a smaller file, or raise"
                  + " claim.max-bytes");
    }
    assertThat(put(LARGEST, true).status()).as("the place is free again").isEqualTo(202);
  }

  @Test
  void placeThatIsAway_isUnavailable_andNothingIsPublished() throws Exception {
    deposit.away = true;
    Answer answer = put(INLINE + 1, true);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().path("dependency").asText()).isEqualTo("claims");
    assertThat(running.kafka.producer.history()).isEmpty();
  }

  @Test
  void referenceOfTheCallersOwn_isRefused() throws Exception {
    Answer answer =
        running.send(
            running
                .request("/v1/documents/a")
                .header("Freshet-Claim", "{}")
                .PUT(BodyPublishers.ofString("hello")));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("field").asText()).isEqualTo("freshet-claim");
    assertThat(running.kafka.producer.history()).isEmpty();
  }
}
