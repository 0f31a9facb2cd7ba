package dev.freshet.claims;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.claim.Claim;
import dev.freshet.common.claim.Claims;
import dev.freshet.common.claim.Unclaimable;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.failure.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderClaimsTest {
  private static final byte[] TEXT = "The heron stands in the shallow water.".getBytes(UTF_8);

  @TempDir Path folder;
  private Path root;
  private Path working;
  private Path outside;
  private ClaimStores stores;

  @BeforeEach
  void open() throws IOException {
    root = folder.resolve("claims");
    working = folder.resolve("working");
    outside = Files.writeString(folder.resolve("outside.txt"), "secret");
    stores = ClaimStores.open(TestSettings.folder(root, working), InstantSource.system());
  }

  @AfterEach
  void close() {
    stores.close();
  }

  private Claim deposited(byte[] bytes) {
    return stores
        .deposit()
        .orElseThrow()
        .deposit(TestSettings.DOCUMENT, new ByteArrayInputStream(bytes));
  }

  private void isRefused(Claim claim, Reason reason, String message) throws IOException {
    assertThatThrownBy(() -> stores.fetch(claim))
        .isInstanceOfSatisfying(
            Unclaimable.class,
            e -> {
              assertThat(e.failure().reason()).isEqualTo(reason);
              assertThat(e).hasMessageContaining(message);
            });
    assertThat(files(working)).isZero();
  }

  private static long files(Path within) throws IOException {
    try (Stream<Path> all = Files.walk(within)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void whatIsDeposited_isFetched_andLeavesNothingBehind() throws Exception {
    byte[] bytes = new byte[3_000_001];
    new Random(7).nextBytes(bytes);
    Claim claim = deposited(bytes);
    assertThat(claim).isEqualTo(TestSettings.claim(claim.uri(), bytes));
    assertThat(Names.isOurs(root.relativize(Path.of(claim.uri())).toString()))
        .as("an object is named by a digest and a random number, nothing of the document's")
        .isTrue();

    stores.check(claim);
    try (Claims.Fetched fetched = stores.fetch(claim)) {
      assertThat(fetched.file()).hasBinaryContent(bytes);
    }
    assertThat(files(working)).isZero();
    assertThat(files(root)).isOne();
  }

  @Test
  void otherBytes_areAMismatch() throws Exception {
    Claim claim = deposited(TEXT);
    Path object = Path.of(claim.uri());
    byte[] other = TEXT.clone();
    other[0]++;
    Files.write(object, other);
    isRefused(claim, Reason.CLAIM_MISMATCH, "the object's SHA-256 is " + TestSettings.sum(other));

    Files.write(object, "shorter".getBytes(UTF_8));
    isRefused(
        claim, Reason.CLAIM_MISMATCH, "the object has 7 bytes, the reference says " + TEXT.length);
  }

  @Test
  void missingObject_isMissing_alsoWhereAFileStandsForAFolder() throws Exception {
    Claim claim = deposited(TEXT);
    isRefused(
        TestSettings.claim(URI.create(claim.uri() + "/deeper"), TEXT),
        Reason.CLAIM_MISSING,
        "there is no ");
    Files.delete(Path.of(claim.uri()));
    isRefused(claim, Reason.CLAIM_MISSING, "there is no ");
  }

  @Test
  void linksAndFolders_areNotFollowed() throws Exception {
    Files.createSymbolicLink(root.resolve("link"), outside);
    Files.createSymbolicLink(root.resolve("folder"), folder);
    Files.createDirectory(root.resolve("plain-folder"));
    byte[] secret = "secret".getBytes(UTF_8);
    for (String name : new String[] {"link", "folder/outside.txt"}) {
      isRefused(
          TestSettings.claim(root.resolve(name).toUri(), secret),
          Reason.CLAIM_REFUSED,
          name + " leads through a symbolic link");
    }
    isRefused(
        TestSettings.claim(URI.create("file:" + root + "/plain-folder"), secret),
        Reason.CLAIM_REFUSED,
        "plain-folder is no plain file");
  }

  @Test
  void placesThatAreNotNamed_andTooManyBytes_areRefused_withoutALook() throws Exception {
    isRefused(
        TestSettings.claim(outside.toUri(), "secret".getBytes(UTF_8)),
        Reason.CLAIM_REFUSED,
        "the reference is not followed: it points to no place in claim.locations");
    Claim vast =
        new Claim(root.resolve("vast").toUri(), TestSettings.MAX_BYTES + 1, TestSettings.sum(TEXT));
    isRefused(vast, Reason.TOO_LARGE, "claim.max-bytes allows " + TestSettings.MAX_BYTES);
    assertThatThrownBy(() -> stores.check(vast)).isInstanceOf(Unclaimable.class);
  }

  @Test
  void folderThatIsAway_isAnOutage_andAllIsWellWhenItComesBack() throws Exception {
    Claim claim = deposited(TEXT);
    Path away = folder.resolve("away");
    Files.move(root, away);
    assertThatThrownBy(() -> stores.fetch(claim)).isInstanceOf(Outage.class);
    assertThatThrownBy(() -> deposited(TEXT)).isInstanceOf(Outage.class);
    Files.move(away, root);
    stores.fetch(claim).close();
  }

  @Test
  void bodyThatBreaksOff_leavesNothing_andIsTheSenders() throws Exception {
    InputStream broken =
        new InputStream() {
          private int left = 10;

          @Override
          public int read() {
            throw new IllegalStateException("read in portions");
          }

          @Override
          public int read(byte[] buffer, int from, int length) throws IOException {
            if (left-- > 0) {
              return length;
            }
            throw new IOException("reset by peer");
          }
        };
    assertThatThrownBy(() -> stores.deposit().orElseThrow().deposit(TestSettings.DOCUMENT, broken))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(files(root)).isZero();
  }

  @Test
  void fullDisk_isAnOutage_thatLeavesNothing() throws Exception {
    ClaimSettings all = TestSettings.folder(root, working);
    var greedy =
        new ClaimSettings(
            all.location(),
            all.locations(),
            all.maxBytes(),
            all.deadline(),
            working,
            Long.MAX_VALUE,
            all.retention(),
            all.sweepEvery(),
            all.s3());
    try (ClaimStores full = ClaimStores.open(greedy, InstantSource.system())) {
      assertThatThrownBy(
              () ->
                  full.deposit()
                      .orElseThrow()
                      .deposit(TestSettings.DOCUMENT, new ByteArrayInputStream(TEXT)))
          .isInstanceOf(Outage.class)
          .hasMessageContaining("claim.least-free");
    }
    assertThat(files(root)).isZero();
  }

  @Test
  void whatAKilledProcessLeftUnderWay_isGoneAtTheNextStart() throws Exception {
    Files.writeString(WorkingFiles.name(working), "half");
    stores.close();
    stores = ClaimStores.open(TestSettings.folder(root, working), InstantSource.system());
    assertThat(files(working)).isZero();
  }

  @Test
  void nothingConfigured_refusesEveryReference() {
    assertThatThrownBy(() -> Claims.NONE.fetch(TestSettings.claim(outside.toUri(), TEXT)))
        .isInstanceOf(Unclaimable.class)
        .hasMessage(
            "the reference is not followed: name the places it may point to in claim.locations");
  }
}
