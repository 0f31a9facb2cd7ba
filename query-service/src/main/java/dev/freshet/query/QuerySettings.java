package dev.freshet.query;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import dev.freshet.query.access.AccessSettings;
import dev.freshet.query.deadletters.DeadLetterSettings;
import dev.freshet.query.freshness.FreshnessSettings;
import dev.freshet.query.publish.PublishSettings;
import dev.freshet.query.search.SearchSettings;
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
    FreshnessSettings freshness,
    PublishSettings publish,
    DeadLetterSettings deadLetters,
    WatchSettings watch) {
  /** All of them, for the printed reference. */
  public static final List<Setting<?>> ALL =
      Stream.of(
              WebSettings.ALL,
              AccessSettings.ALL,
              SearchSettings.ALL,
              FreshnessSettings.ALL,
              PublishSettings.ALL,
              DeadLetterSettings.ALL,
              WatchSettings.ALL)
          .<Setting<?>>flatMap(List::stream)
          .toList();

  /** Reads all of them; a wide address without keys is noted as a problem. */
  public static QuerySettings of(Settings settings) {
    QuerySettings read =
        new QuerySettings(
            WebSettings.of(settings),
            AccessSettings.of(settings),
            SearchSettings.of(settings),
            FreshnessSettings.of(settings),
            PublishSettings.of(settings),
            DeadLetterSettings.of(settings),
            WatchSettings.of(settings));
    if (read.access().keys().isEmpty() && !Web.loopback(read.web().host())) {
      settings.problem(
          WebSettings.HOST.key()
              + " is \""
              + read.web().host()
              + "\", which others can reach: give api-keys too, or bind 127.0.0.1");
    }
    return read;
  }
}
