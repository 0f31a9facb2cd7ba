package dev.freshet.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.query.dashboard.Dashboard;
import dev.freshet.query.flow.Depths;
import dev.freshet.query.generations.GenerationSwitch;
import dev.freshet.query.objective.Canary;
import dev.freshet.query.objective.Objective;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;

/** How fresh the generation is that serves: measured, held against the objective, and shown. */
final class ObjectiveAssembly implements AutoCloseable {
  private final Objective objective;
  private final Canary canary;
  private final Dashboard dashboard;
  private final Depths depths;

  ObjectiveAssembly(
      QuerySettings settings,
      List<SourceTopic> sources,
      Producer<byte[], byte[]> producer,
      GenerationSwitch generations,
      BooleanSupplier ready,
      Telemetry telemetry,
      InstantSource clock) {
    canary =
        new Canary(
            settings.objective(),
            sources,
            producer,
            generations.retriever(),
            ready,
            telemetry,
            clock);
    dashboard =
        new Dashboard(settings.dashboard(), settings.objective(), sources, telemetry, clock);
    objective = new Objective(settings.objective(), sources, telemetry, clock);
    depths = new Depths(() -> generations.current().backlog(), telemetry);
  }

  /** Has the generation that serves measured; once there is one. */
  static void measure(
      List<SourceTopic> sources, GenerationSwitch generations, Telemetry telemetry) {
    for (SourceTopic source : sources) {
      String topic = source.topic();
      telemetry.lagRecords(topic, generations, g -> g.current().freshness().lagRecords(topic));
      telemetry.watermarkAge(topic, generations, g -> g.current().freshness().age(topic));
    }
    telemetry.permissionsHeld(generations, g -> g.current().freshness().noticesHeld());
    telemetry.permissionsPaused(generations, g -> g.current().freshness().noticesPaused() ? 1 : 0);
  }

  Canary canary() {
    return canary;
  }

  Dashboard dashboard() {
    return dashboard;
  }

  /** Hears a user's index event of the generation that serves. */
  void observe(IndexEvent event) {
    objective.observe(event);
    dashboard.observe(event);
  }

  /** Writes what {@code GET /v1/freshness} tells of it. */
  void write(ObjectNode root) {
    objective.write(root);
    canary.write(root);
  }

  void start() {
    depths.start();
    canary.start();
    dashboard.start();
  }

  @Override
  public void close() {
    dashboard.close();
    canary.close();
    depths.close();
  }
}
