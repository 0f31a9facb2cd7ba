package dev.freshet.query.page;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.StageTime;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.query.dashboard.Dashboard;
import dev.freshet.query.dashboard.DashboardSettings;
import dev.freshet.query.exchange.PlainRequest;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.objective.ObjectiveSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real dashboard, reading each tenth of a second what a test counts. */
final class CountedService implements AutoCloseable {
  private static final List<SourceTopic> SOURCES = List.of(SourceTopic.parse("documents"));

  final MicrometerTelemetry telemetry = new MicrometerTelemetry();
  private final Dashboard dashboard;

  CountedService() {
    Settings settings = new Settings(Map.of("dashboard.interval", "100ms"), Map.of(), Map.of());
    telemetry.lagRecords("documents", this, _ -> 12);
    telemetry.watermarkAge("documents", this, _ -> 1.5);
    telemetry.objective().budgetLeft(this, _ -> .75);
    telemetry.objective().burnRate("5m", this, _ -> 0, _ -> 40);
    telemetry.objective().burnRate("1h", this, _ -> .2, _ -> 400);
    dashboard =
        new Dashboard(
            DashboardSettings.of(settings),
            ObjectiveSettings.of(settings),
            SOURCES,
            telemetry,
            InstantSource.system());
    dashboard.start();
  }

  /** Documents that became retrievable now, so long after they were published. */
  void documents(int many, Duration took) {
    for (int i = 0; i < many; i++) {
      dashboard.observe(event(took, DocumentState.INDEXED, Optional.empty()));
    }
  }

  /** One that could not be read. */
  void deadLetter() {
    Failure failure = new Failure(Stage.PARSE, Reason.ENCRYPTED, "locked");
    dashboard.observe(event(Duration.ofMillis(30), DocumentState.DEAD, Optional.of(failure)));
  }

  private static IndexEvent event(Duration took, DocumentState state, Optional<Failure> failure) {
    Instant now = Instant.now();
    Instant published = now.minus(took);
    return new IndexEvent(
        new Origin(
            new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId("a")),
            new Version(new Position("documents", 0, 7), published),
            List.of(
                StageTime.between(Stage.PARSE, published.plusMillis(2), published.plusMillis(9)),
                StageTime.between(Stage.INDEX, published.plusMillis(12), now))),
        state,
        new Position("freshet.embedded.g", 0, 7),
        Metadata.NONE,
        1,
        1,
        0,
        failure);
  }

  /** What is answered to the page. */
  byte[] dashboard(String since) {
    Map<String, List<String>> query = since.isEmpty() ? Map.of() : Map.of("since", List.of(since));
    return ((Reply.Whole) dashboard.handle(new PlainRequest(query)).body()).bytes();
  }

  @Override
  public void close() {
    dashboard.close();
  }
}
