package dev.freshet.ingest.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.TraceParent;
import dev.freshet.common.document.Version;
import dev.freshet.common.telemetry.Tracing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastWordsTest {
  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

  private final List<IndexEvent> traced = new ArrayList<>();
  private final Tracing tracing =
      new Tracing() {
        @Override
        public void version(IndexEvent event) {
          traced.add(event);
        }

        @Override
        public Optional<TraceParent> kept(Origin origin) {
          return Optional.empty();
        }

        @Override
        public boolean keeps(Optional<TraceParent> caller) {
          return false;
        }

        @Override
        public void query(Query query) {}

        @Override
        public void close() {}
      };

  private static IndexEvent deleted(Tenant tenant) {
    var position = new Position("documents", 0, 7);
    var origin =
        new Origin(
            new DocumentIdentity("documents", tenant, new DocumentId("a")),
            new Version(position, NOW),
            List.of());
    return Applied.gone(Metadata.NONE, false, false, Optional.empty()).event(origin, position);
  }

  private void told(boolean serves, Tenant tenant, Duration lay) {
    new LastWords(tracing, () -> serves).told(deleted(tenant), lay);
  }

  @Test
  void servingGeneration_tells_andOthersDoNot() {
    told(false, Tenant.DEFAULT, Duration.ofSeconds(1));
    assertThat(traced).isEmpty();
    told(true, Tenant.DEFAULT, Duration.ofSeconds(1));
    assertThat(traced).hasSize(1);
  }

  @Test
  void canary_isNotTold() {
    told(true, Tenant.CANARY, Duration.ofSeconds(1));
    assertThat(traced).isEmpty();
  }

  /** An index that is made anew reads what lies there: none of it is news. */
  @Test
  void whatLayForMoreThanADay_isNotTold() {
    told(true, Tenant.DEFAULT, Duration.ofHours(23));
    told(true, Tenant.DEFAULT, Duration.ofDays(30));
    assertThat(traced).hasSize(1);
  }
}
