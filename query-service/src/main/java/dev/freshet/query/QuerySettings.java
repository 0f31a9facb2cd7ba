package dev.freshet.query;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
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
import dev.freshet.query.web.Web;
import dev.freshet.query.web.WebSettings;
import java.util.List;
import java.util.stream.Stream;

/** The settings of the query service, one record a room. */
public record QuerySettings(
    WebSettings web,
    AccessSettings access,
    SearchSettings search,
    ContextSettings context,
    FreshnessSettings freshness,
    DocumentSettings documents,
    JourneySettings journey,
    PublishSettings publish,
    DeadLetterSettings deadLetters,
    RerankSettings rerank,
    McpSettings mcp,
    AuditSettings audit,
    AnswerSettings answer,
    WatchSettings watch,
    VerifySettings verify,
    ObjectiveSettings objective,
    ReevaluationSettings reevaluation,
    DashboardSettings dashboard) {
  /** All of them, for the printed reference. */
  public static final List<Setting<?>> ALL =
      Stream.of(
              WebSettings.ALL,
              AccessSettings.ALL,
              SearchSettings.ALL,
              ContextSettings.ALL,
              FreshnessSettings.ALL,
              DocumentSettings.ALL,
              JourneySettings.ALL,
              PublishSettings.ALL,
              DeadLetterSettings.ALL,
              RerankSettings.ALL,
              McpSettings.ALL,
              AuditSettings.ALL,
              AnswerSettings.ALL,
              WatchSettings.ALL,
              VerifySettings.ALL,
              ObjectiveSettings.ALL,
              ReevaluationSettings.ALL,
              DashboardSettings.ALL)
          .<Setting<?>>flatMap(List::stream)
          .toList();

  /** Reads all of them; a wide address without keys is noted as a problem. */
  public static QuerySettings of(Settings settings) {
    QuerySettings read =
        new QuerySettings(
            WebSettings.of(settings),
            AccessSettings.of(settings),
            SearchSettings.of(settings),
            ContextSettings.of(settings),
            FreshnessSettings.of(settings),
            DocumentSettings.of(settings),
            JourneySettings.of(settings),
            PublishSettings.of(settings),
            DeadLetterSettings.of(settings),
            RerankSettings.of(settings),
            McpSettings.of(settings),
            AuditSettings.of(settings),
            AnswerSettings.of(settings),
            WatchSettings.of(settings),
            VerifySettings.of(settings),
            ObjectiveSettings.of(settings),
            ReevaluationSettings.of(settings),
            DashboardSettings.of(settings));
    if (read.access().open() && !Web.loopback(read.web().host())) {
      settings.problem(
          WebSettings.HOST.key()
              + " is \""
              + read.web().host()
              + "\", which others can reach: give api-keys too, or bind 127.0.0.1");
    }
    return read;
  }
}
