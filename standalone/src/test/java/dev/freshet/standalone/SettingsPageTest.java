package dev.freshet.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.claims.ClaimSettings;
import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.settings.SettingsReference;
import dev.freshet.common.telemetry.TelemetrySettings;
import dev.freshet.embedders.http.HttpEmbedderSettings;
import dev.freshet.embedders.onnx.OnnxSettings;
import dev.freshet.ingest.IngestSettings;
import dev.freshet.ingest.parse.ParserSettings;
import dev.freshet.query.access.AccessSettings;
import dev.freshet.query.answer.AnswerSettings;
import dev.freshet.query.audit.AuditSettings;
import dev.freshet.query.context.ContextSettings;
import dev.freshet.query.dashboard.DashboardSettings;
import dev.freshet.query.deadletters.DeadLetterSettings;
import dev.freshet.query.documents.DocumentSettings;
import dev.freshet.query.freshness.FreshnessSettings;
import dev.freshet.query.journey.JourneySettings;
import dev.freshet.query.mcp.McpSettings;
import dev.freshet.query.objective.ObjectiveSettings;
import dev.freshet.query.publish.PublishSettings;
import dev.freshet.query.reevaluation.ReevaluationSettings;
import dev.freshet.query.rerank.RerankSettings;
import dev.freshet.query.search.SearchSettings;
import dev.freshet.query.verify.VerifySettings;
import dev.freshet.query.watch.WatchSettings;
import dev.freshet.query.web.WebSettings;
import dev.freshet.standalone.apart.IngestConfiguration;
import dev.freshet.standalone.apart.KafkaSettings;
import dev.freshet.standalone.apart.QueryConfiguration;
import dev.freshet.standalone.apart.ServiceSettings;
import dev.freshet.standalone.broker.BrokerSettings;
import dev.freshet.standalone.process.Given;
import dev.freshet.standalone.process.LineSettings;
import dev.freshet.standalone.up.Configuration;
import dev.freshet.standalone.up.UpSettings;
import dev.freshet.stores.lucene.LuceneSettings;
import dev.freshet.stores.qdrant.QdrantSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/settings.md against the settings, or writes it: -Dfreshet.write-docs=true. */
class SettingsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "settings.md");
  private static final Map<String, List<Setting<?>>> ROOMS = rooms();
  private static final String INTRODUCTION =
      """
      # Settings

      Made from the settings themselves; `SettingsPageTest` fails when it is stale and writes it with
      `-Dfreshet.write-docs=true`.

      Each is given as a flag of `./freshet up`, as an environment variable, or in the file of
      `--config` (Java properties: `key=value`, one a line). Flags win over the environment, the
      environment over the file, the file over the default. All of them are checked before anything
      starts: every problem is named at once, an unknown name with the nearest known one. What took
      effect and where it came from stands at the top of `logs/freshet.log`, secrets as `[set]`.

      Flags: `--data`, `--source` (may be given again; `sources`), `--store`, `--qdrant`
      (`qdrant.address`), `--http-port` (`http.port`), `--kafka-port` (`kafka.port`), `--api-keys`.

      Times are written `250ms`, `2s`, `5m`, `1h`, `7d`; sizes `512KiB`, `50MB`, `1GiB` (`k`, `M`,
      `G` are thousands, `Ki`, `Mi`, `Gi` are 1024s).

      Which of them the services have that run apart, `./freshet ingest-service --settings` and
      `./freshet query-service --settings` print; there any of them is given with `--set KEY=VALUE`.

      The commands that talk to a running service read `FRESHET_URL` and `FRESHET_API_KEY`.
      """;
  private static final Given NOTHING = new Given(Map.of(), Map.of(), Map.of());
  private static final String FOLDERS =
      """

      Where nobody says otherwise, `./freshet up` keeps `flow.state-directory`,
      `parse.memo-directory`, `claim.working-directory`, `embedder.onnx.cache-directory` and
      `reevaluation.directory` inside the data folder, as `streams`, `parse-memo`,
      `claims-under-way`, `model` and `reevaluation`, and so do the services; `claim.location` is the folder `claims` there with `./freshet up` alone; `parse.child-aot-cache` is the
      cache that the build made. A service's `flow.instance-id` is the machine's name with
      `http.port`, the ingest service's `http.port` is 8081.
      """;

  private static Map<String, List<Setting<?>>> rooms() {
    var rooms = new LinkedHashMap<String, List<Setting<?>>>();
    rooms.put("Everything in one process", UpSettings.ALL);
    rooms.put("The line of flow, in every process", LineSettings.ALL);
    rooms.put("The embedded Kafka broker", BrokerSettings.ALL);
    rooms.put("A service's process", ServiceSettings.ALL);
    rooms.put("The Kafka cluster of services", KafkaSettings.ALL);
    rooms.put("The jobs of the line of flow", IngestSettings.ALL);
    rooms.put("Parsing", ParserSettings.ALL);
    rooms.put("The model in this process", OnnxSettings.ALL);
    rooms.put("An embedding endpoint", HttpEmbedderSettings.ALL);
    rooms.put("The store in the data folder", LuceneSettings.ALL);
    rooms.put("The store on Qdrant", QdrantSettings.ALL);
    rooms.put("The HTTP server", WebSettings.ALL);
    rooms.put("Access", AccessSettings.ALL);
    rooms.put("Search", SearchSettings.ALL);
    rooms.put("Context", ContextSettings.ALL);
    rooms.put("Reranking", RerankSettings.ALL);
    rooms.put("Freshness and the catalogue", FreshnessSettings.ALL);
    rooms.put("The list of documents", DocumentSettings.ALL);
    rooms.put("The journey of a document", JourneySettings.ALL);
    rooms.put("The freshness objective and the canary", ObjectiveSettings.ALL);
    rooms.put("Re-evaluation", ReevaluationSettings.ALL);
    rooms.put("The page's dashboard", DashboardSettings.ALL);
    rooms.put("Publishing over HTTP", PublishSettings.ALL);
    rooms.put("Dead letters", DeadLetterSettings.ALL);
    rooms.put("Answers", AnswerSettings.ALL);
    rooms.put("Audit", AuditSettings.ALL);
    rooms.put("Watches", WatchSettings.ALL);
    rooms.put("Verification", VerifySettings.ALL);
    rooms.put("Traces and metrics", TelemetrySettings.ALL);
    rooms.put("The Model Context Protocol", McpSettings.ALL);
    rooms.put("Files beyond a record's size", ClaimSettings.ALL);
    return rooms;
  }

  @Test
  void page_saysWhatTheSettingsAre() throws IOException {
    if (Boolean.getBoolean("freshet.write-docs")) {
      Files.writeString(PAGE, page());
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page());
  }

  @Test
  void everySettingThatIsRead_isOnThePage() {
    assertThat(ROOMS.values().stream().flatMap(List::stream).map(Setting::key).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(
                    Configuration.of(Map.of(), Map.of(), Map.of()).effective(),
                    IngestConfiguration.of(NOTHING).effective(),
                    QueryConfiguration.of(NOTHING).effective())
                .flatMap(List::stream)
                .map(Settings.Effective::key)
                .distinct()
                .toList());
  }

  @Test
  void settingOfTwoRooms_isTheSameInBoth() {
    var rows = new LinkedHashMap<String, String>();
    for (Setting<?> setting : ROOMS.values().stream().flatMap(List::stream).toList()) {
      String row = SettingsReference.markdown(List.of(setting));
      String before = rows.put(setting.key(), row);
      assertThat(before == null ? row : before).isEqualTo(row);
    }
  }

  private static String page() {
    var page = new StringBuilder(INTRODUCTION);
    var said = new ArrayList<String>();
    ROOMS.forEach(
        (room, settings) -> {
          List<Setting<?>> fresh =
              settings.stream().filter(setting -> !said.contains(setting.key())).toList();
          fresh.forEach(setting -> said.add(setting.key()));
          page.append("\n## ").append(room).append("\n\n");
          page.append(SettingsReference.markdown(fresh));
        });
    return page.append(FOLDERS).toString();
  }
}
