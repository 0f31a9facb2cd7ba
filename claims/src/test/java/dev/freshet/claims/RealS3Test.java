package dev.freshet.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freshet.common.claim.Claim;
import dev.freshet.common.claim.Claims;
import dev.freshet.common.claim.Unclaimable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against a server that speaks S3, named by FRESHET_TEST_S3 (such as {@code http://127.0.0.1:5000},
 * of moto, MinIO or SeaweedFS) with a bucket {@code freshet-test} or the right to make it, and
 * FRESHET_TEST_S3_KEY and FRESHET_TEST_S3_SECRET where it wants those.
 */
class RealS3Test {
  private static final String BUCKET = "freshet-test";

  @TempDir Path folder;
  private ClaimSettings settings;
  private ClaimStores stores;

  @BeforeEach
  void open() {
    String endpoint = System.getenv("FRESHET_TEST_S3");
    assumeTrue(endpoint != null, "no S3-compatible server: name one with FRESHET_TEST_S3");
    S3Settings s3 =
        new S3Settings(
            Optional.of(URI.create(endpoint)),
            "us-east-1",
            System.getenv().getOrDefault("FRESHET_TEST_S3_KEY", "test"),
            System.getenv().getOrDefault("FRESHET_TEST_S3_SECRET", "test"),
            true);
    try (var client = S3Clients.of(s3)) {
      if (client.listBuckets().buckets().stream().noneMatch(b -> b.name().equals(BUCKET))) {
        client.createBucket(b -> b.bucket(BUCKET));
      }
    }
    settings = TestSettings.of("s3://" + BUCKET + "/in%20box/%C3%BC", folder, s3);
    stores = ClaimStores.open(settings, InstantSource.system());
  }

  @AfterEach
  void close() {
    if (stores != null) {
      stores.close();
    }
  }

  private Claim deposited(byte[] bytes) {
    return stores
        .deposit()
        .orElseThrow()
        .deposit(TestSettings.DOCUMENT, new ByteArrayInputStream(bytes));
  }

  private List<String> standing() throws IOException {
    List<String> names = new ArrayList<>();
    place().visit(Names.owner(TestSettings.DOCUMENT), found -> names.add(found.name()));
    return names;
  }

  private S3Place place() {
    return new S3Place(
        settings.location().orElseThrow(),
        S3Clients.of(settings.s3()),
        folder,
        new Copying(0, Duration.ofMinutes(1)));
  }

  @Test
  void object_isKept_fetched_missed_andForgotten() throws Exception {
    byte[] bytes = new byte[20_000_003];
    new Random(3).nextBytes(bytes);
    Claim claim = deposited(bytes);
    assertThat(claim.sha256()).isEqualTo(TestSettings.sum(bytes));
    try (Claims.Fetched fetched = stores.fetch(claim)) {
      assertThat(fetched.file()).hasBinaryContent(bytes);
    }
    Claim other = new Claim(claim.uri(), claim.size(), TestSettings.sum(new byte[1]));
    assertThatThrownBy(() -> stores.fetch(other)).isInstanceOf(Unclaimable.class);

    assertThat(standing()).hasSize(1);
    Instant later = Instant.now().plus(Duration.ofDays(8));
    stores.forget(TestSettings.DOCUMENT, Instant.now().plusSeconds(60));
    try (Place place = place();
        Sweep sweep =
            new Sweep(
                place,
                new Forgetting(folder.resolve("forget")),
                settings,
                InstantSource.fixed(later))) {
      sweep.once();
    }
    assertThat(standing()).isEmpty();
    assertThatThrownBy(() -> stores.fetch(claim))
        .isInstanceOf(Unclaimable.class)
        .hasMessageStartingWith("there is no object ");
  }
}
