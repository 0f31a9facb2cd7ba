package dev.freshet.claims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.claim.Claim;
import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Tenant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  private static final DocumentIdentity OTHER =
      new DocumentIdentity("documents", new Tenant("other"), new DocumentId("a"));

  @TempDir Path folder;
  private Path root;
  private Forgetting forgetting;
  private ClaimSettings settings;
  private ClaimStores stores;

  @BeforeEach
  void open() {
    root = folder.resolve("claims");
    settings = TestSettings.folder(root, folder.resolve("working"));
    stores = ClaimStores.open(settings, InstantSource.fixed(NOW));
    forgetting = new Forgetting(folder.resolve("working/forget"));
  }

  private Path written(DocumentIdentity identity, Duration before) throws IOException {
    Claim claim =
        stores.deposit().orElseThrow().deposit(identity, new ByteArrayInputStream(new byte[9]));
    Path file = Path.of(claim.uri());
    return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(before)));
  }

  private void sweep(Duration later) throws IOException {
    var place = new FolderPlace(root, new Copying(0, Duration.ofMinutes(1)));
    try (Sweep sweep =
        new Sweep(place, forgetting, settings, InstantSource.fixed(NOW.plus(later)))) {
      sweep.once();
    }
  }

  @Test
  void oldObjects_go_andOnlyThoseOfOurMaking() throws Exception {
    Path old = written(TestSettings.DOCUMENT, Duration.ofDays(31));
    Path fresh = written(TestSettings.DOCUMENT, Duration.ofDays(29));
    Path foreign = Files.writeString(root.resolve("handbook.pdf"), "somebody else's");
    Files.setLastModifiedTime(foreign, FileTime.from(NOW.minus(Duration.ofDays(900))));
    Path unfinished = Files.move(written(OTHER, Duration.ofDays(31)), root.resolve("x.tmp"));
    Path part = old.resolveSibling(old.getFileName() + ".part");
    Files.writeString(part, "half");
    Files.setLastModifiedTime(part, FileTime.from(NOW.minus(Duration.ofDays(31))));

    sweep(Duration.ZERO);

    assertThat(old).doesNotExist();
    assertThat(part).doesNotExist();
    assertThat(fresh).exists();
    assertThat(foreign).exists();
    assertThat(unfinished).exists();
  }

  @Test
  void deletedDocuments_go_andNobodyElses() throws Exception {
    Path its = written(TestSettings.DOCUMENT, Duration.ofHours(2));
    Path others = written(OTHER, Duration.ofHours(2));
    Path later = written(TestSettings.DOCUMENT, Duration.ofMinutes(-1));

    stores.forget(TestSettings.DOCUMENT, NOW);
    stores.forget(TestSettings.DOCUMENT, NOW);
    sweep(Duration.ZERO);

    assertThat(its).doesNotExist();
    assertThat(others).exists();
    assertThat(later).as("a version after the deletion").exists();
    assertThat(forgetting.open()).isEmpty();
  }

  @Test
  void bytesFromJustBeforeADeletion_stayUntilNoJobCanStillHaveToReadThem() throws Exception {
    Path inDoubt = written(TestSettings.DOCUMENT, Duration.ofMinutes(2));
    stores.forget(TestSettings.DOCUMENT, NOW);

    sweep(Duration.ofDays(6));
    assertThat(inDoubt).exists();
    sweep(Duration.ofDays(7));
    assertThat(inDoubt).doesNotExist();
    assertThat(forgetting.open()).isEmpty();
  }

  @Test
  void lastObjectOfADocument_takesItsFolderAlong() throws Exception {
    Path its = written(TestSettings.DOCUMENT, Duration.ofDays(31));
    sweep(Duration.ZERO);
    assertThat(its.getParent()).doesNotExist();
  }
}
