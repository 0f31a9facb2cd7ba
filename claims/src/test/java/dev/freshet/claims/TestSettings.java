package dev.freshet.claims;

import dev.freshet.common.claim.Claim;
import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.text.Sha256;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What the tests of this room begin with. */
final class TestSettings {
  static final long MAX_BYTES = 100_000_000;
  static final DocumentIdentity DOCUMENT =
      new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId("a"));

  private TestSettings() {}

  static ClaimSettings folder(Path root, Path working, String... besides) {
    return of("file:" + root, working, s3(Optional.empty()), besides);
  }

  static ClaimSettings of(String location, Path working, S3Settings s3, String... besides) {
    return new ClaimSettings(
        Optional.of(Location.parse(location)),
        Location.parseAll(String.join(",", besides)),
        MAX_BYTES,
        Duration.ofMinutes(1),
        working,
        0,
        Duration.ofDays(30),
        Duration.ofHours(1),
        s3);
  }

  static S3Settings s3(Optional<URI> endpoint) {
    return new S3Settings(endpoint, "us-east-1", "key-of-tests", "secret-of-tests", true);
  }

  static String sum(byte[] bytes) {
    return Sha256.hex(bytes);
  }

  static Claim claim(URI uri, byte[] bytes) {
    return new Claim(uri, bytes.length, sum(bytes));
  }
}
