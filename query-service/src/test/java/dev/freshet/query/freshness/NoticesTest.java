package dev.freshet.query.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.PermissionNotice;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.store.Access;
import dev.freshet.query.freshness.Notices.Held;
import dev.freshet.query.freshness.Notices.Out;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NoticesTest {
  private static final DocumentIdentity DOCUMENT =
      new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId("a"));
  private static final Access LEGAL = new Access(Tenant.DEFAULT, Set.of("group:legal"));
  private static final Access BOTH = new Access(Tenant.DEFAULT, Set.of("group:legal", "user:ann"));

  private final Notices notices = new Notices(3);

  private static Version version(int partition, long offset, long time) {
    return new Version(new Position("documents", partition, offset), Instant.ofEpochSecond(time));
  }

  private static Held notice(long offset, String... readers) {
    return new Held(
        new PermissionNotice(DOCUMENT, version(0, offset, offset), Set.of(readers)),
        new Position("permissions", 0, offset));
  }

  private List<Held> out(Version version, boolean settles) {
    return notices.show(List.of(new Out(DOCUMENT, version, settles)), () -> {});
  }

  private boolean seen(Access caller) {
    return notices.look(caller, access -> access.permits(DOCUMENT, List.of()));
  }

  @Test
  void everyPendingNotice_mustPermit_alsoWhereALaterOneIsWider() {
    notices.add(notice(1, "user:ann"), true);
    notices.add(notice(2, "user:ann", "group:legal"), true);
    assertThat(seen(LEGAL)).isFalse();
    assertThat(seen(BOTH)).isTrue();
    assertThat(out(version(0, 1, 1), true)).containsExactly(notice(1, "user:ann"));
    assertThat(seen(LEGAL)).isTrue();
  }

  @Test
  void aDeletion_letsNobodyThrough_untilItOrANewerVersionIsOut() {
    notices.add(notice(1), true);
    notices.add(notice(2, "group:legal"), true);
    assertThat(seen(LEGAL)).isFalse();
    out(version(0, 0, 0), true);
    assertThat(seen(LEGAL)).isFalse();
    out(version(0, 5, 5), true);
    assertThat(seen(LEGAL)).isTrue();
    assertThat(notices.count()).isZero();
  }

  @Test
  void deadDeferredAndSuperseded_settleNothing() {
    notices.add(notice(1), true);
    assertThat(out(version(0, 1, 1), false)).isEmpty();
    assertThat(seen(LEGAL)).isFalse();
  }

  @Test
  void inAnotherPartition_theTimeDecides() {
    notices.add(notice(100, "user:ann"), true);
    out(version(1, 3, 99), true);
    assertThat(seen(LEGAL)).isFalse();
    out(version(1, 4, 101), true);
    assertThat(seen(LEGAL)).isTrue();
  }

  @Test
  void aThousandVersionsWithTheSameReaders_areOneNotice() {
    for (int i = 0; i < 1000; i++) {
      List<Held> covered = notices.add(notice(i, "user:ann"), true);
      assertThat(covered).hasSize(i == 0 ? 0 : 1);
    }
    assertThat(notices.count()).isOne();
    assertThat(notices.add(notice(999, "user:ann"), true)).isEmpty();
    out(version(0, 998, 998), true);
    assertThat(seen(LEGAL)).isFalse();
  }

  @Test
  void aNoticeThatIsCoveredWhenItComes_isNamed() {
    notices.add(notice(5), true);
    assertThat(notices.add(notice(4, "user:ann"), true)).containsExactly(notice(4, "user:ann"));
    assertThat(notices.count()).isOne();
  }

  @Test
  void aDocumentOfWhichNothingWasTold_isNamedOnceItIs() {
    notices.add(notice(5, "user:ann"), false);
    assertThat(notices.<Set<DocumentIdentity>>look(LEGAL, Access::withheld)).isEmpty();
    out(version(0, 4, 4), true);
    assertThat(notices.<Set<DocumentIdentity>>look(LEGAL, Access::withheld))
        .containsExactly(DOCUMENT);
  }

  @Test
  void whatIsSettled_isHeededUntilTheContentsAreShown() {
    notices.add(notice(5, "user:ann"), true);
    notices.show(
        List.of(new Out(DOCUMENT, version(0, 5, 5), true)),
        () -> assertThat(Thread.holdsLock(notices)).isTrue());
    notices.<Boolean>look(LEGAL, _ -> Thread.holdsLock(notices));
    assertThat(seen(LEGAL)).isTrue();
  }

  @Test
  void full_atTheCap_andNoLongerOnceSettled() {
    notices.add(notice(1, "user:a"), true);
    notices.add(notice(2, "user:b"), true);
    assertThat(notices.full()).isFalse();
    notices.add(notice(3, "user:c"), true);
    assertThat(notices.full()).isTrue();
    out(version(0, 1, 1), true);
    assertThat(notices.full()).isFalse();
  }
}
