package dev.freshet.standalone.commands;

import dev.freshet.common.settings.InvalidSettings;
import dev.freshet.common.settings.Masks;
import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import dev.freshet.standalone.apart.IngestConfiguration;
import dev.freshet.standalone.apart.QueryConfiguration;
import dev.freshet.standalone.process.Given;
import dev.freshet.standalone.up.Configuration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The settings as they would take effect, were Freshet started with what is given here.
 *
 * @param effective empty where they do not
 * @param problems one a line; empty where there are none
 */
record WouldBe(List<Settings.Effective> effective, String problems) {

  private static final String UNKNOWN = " is no setting";

  /** Of {@code up}; where it does not know some of them, of both services that run apart. */
  static WouldBe of(Given given) {
    WouldBe up =
        tried(() -> Configuration.of(given.flags(), given.environment(), given.file()).effective());
    if (!up.problems.contains(UNKNOWN)) {
      return up;
    }
    WouldBe ingest = tried(() -> IngestConfiguration.of(given).effective());
    WouldBe query = tried(() -> QueryConfiguration.of(given).effective());
    Set<String> problems = new LinkedHashSet<>();
    Stream.of(ingest, query).flatMap(one -> one.problems.lines()).forEach(problems::add);
    Map<String, Settings.Effective> both = new LinkedHashMap<>();
    Stream.of(ingest, query)
        .flatMap(one -> one.effective.stream())
        .forEach(one -> both.putIfAbsent(one.key(), one));
    return new WouldBe(List.copyOf(both.values()), String.join("\n", problems));
  }

  private static WouldBe tried(Supplier<List<Settings.Effective>> program) {
    try {
      return new WouldBe(program.get(), "");
    } catch (InvalidSettings e) {
      return new WouldBe(List.of(), e.getMessage());
    }
  }

  /**
   * Hides the secrets that are given here.
   *
   * @param more secrets, such as the command's own key
   */
  static Masks masks(Given given, List<String> more) {
    List<String> secrets = new ArrayList<>(more);
    Stream.concat(
            IngestConfiguration.rooms().values().stream(),
            QueryConfiguration.rooms().values().stream())
        .flatMap(List::stream)
        .filter(Setting::secret)
        .forEach(
            setting ->
                Stream.of(
                        given.flags().get(setting.key()),
                        given.environment().get(setting.variable()),
                        given.file().get(setting.key()))
                    .filter(value -> value != null)
                    .forEach(secrets::add));
    return new Masks(secrets);
  }
}
