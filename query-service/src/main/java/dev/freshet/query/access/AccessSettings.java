package dev.freshet.query.access;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who may call, and how much.
 *
 * @param keys the key file; empty: there are no keys
 * @param reload how often the key file is looked at
 * @param issuer whose tokens are good; empty: nobody's
 * @param limits of a credential for which the key file says nothing else
 * @param attempts wrong credentials a minute from one address
 * @param subjects how many tokens' subjects are counted apart
 */
public record AccessSettings(
    Optional<Path> keys,
    Duration reload,
    Optional<IssuerSettings> issuer,
    Limits limits,
    int attempts,
    int subjects) {
  /** The key file. */
  public static final Setting<String> API_KEYS =
      Setting.text(
          "api-keys",
          "",
          "YAML file of API keys: keys: [{key or hash, tenant, principals, scopes}]. Without it, and"
              + " without access.oidc-issuer, everyone on this machine may do everything, and nobody"
              + " else.");

  /** How often the file is looked at. */
  public static final Setting<Duration> RELOAD =
      Setting.duration(
          "access.reload",
          "1s",
          Duration.ofMillis(10),
          Duration.ofHours(1),
          "How often the key file is looked at; a change is taken over without a restart.");

  /** Requests a second. */
  public static final Setting<Double> RATE =
      Setting.decimal(
          "access.rate",
          0,
          0,
          100_000,
          "Requests a second of one key or token's subject, where the key file says nothing else; 0:"
              + " any number.");

  /** Requests at a stroke. */
  public static final Setting<Integer> BURST =
      Setting.integer(
          "access.burst",
          0,
          0,
          1_000_000,
          "Requests that may come at a stroke before access.rate holds; 0: twice the rate.");

  /** Requests a day. */
  public static final Setting<Integer> QUOTA =
      Setting.integer(
          "access.quota",
          0,
          0,
          1_000_000_000,
          "Requests of one key or token's subject in a day of UTC, where the key file says nothing"
              + " else; 0: any number.");

  /** Wrong credentials. */
  public static final Setting<Integer> ATTEMPTS =
      Setting.integer(
          "access.attempts",
          60,
          1,
          1_000_000,
          "Wrong keys and tokens a minute from one address; more are answered 429 unseen.");

  /** Subjects counted apart. */
  public static final Setting<Integer> SUBJECTS =
      Setting.integer(
          "access.subjects",
          100_000,
          1,
          10_000_000,
          "Subjects of tokens whose requests are counted; of more, those longest silent begin anew.");

  /** All of them. */
  public static final List<Setting<?>> ALL = all();

  private static List<Setting<?>> all() {
    List<Setting<?>> all =
        new ArrayList<>(List.of(API_KEYS, RELOAD, RATE, BURST, QUOTA, ATTEMPTS, SUBJECTS));
    all.addAll(IssuerSettings.ALL);
    return List.copyOf(all);
  }

  /** Reads them. */
  public static AccessSettings of(Settings settings) {
    String file = settings.get(API_KEYS);
    return new AccessSettings(
        file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file)),
        settings.get(RELOAD),
        IssuerSettings.of(settings),
        Limits.of(settings.get(RATE), settings.get(BURST), settings.get(QUOTA)),
        settings.get(ATTEMPTS),
        settings.get(SUBJECTS));
  }

  /** The issuer whose tokens are good. */
  public Optional<URI> issuerUrl() {
    return issuer.map(IssuerSettings::issuer);
  }

  /** Whether nobody is asked who he is. */
  public boolean open() {
    return keys.isEmpty() && issuer.isEmpty();
  }
}
