package dev.freshet.standalone.diagnosis;

import static dev.freshet.standalone.diagnosis.Figures.bytes;

import dev.freshet.common.settings.Durations;
import dev.freshet.ingest.IngestSettings;
import dev.freshet.ingest.parse.ParserSettings;
import dev.freshet.ingest.streams.WindowLimits;
import dev.freshet.query.access.AccessSettings;
import dev.freshet.query.web.Web;
import dev.freshet.query.web.WebSettings;
import dev.freshet.standalone.broker.BrokerSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Settings that do not go together, though each of them is within its bounds. */
final class SettingRules {
  static final List<Rule> ALL =
      List.of(
          SettingRules::deadlineBeyondWindow,
          SettingRules::slowDeadline,
          SettingRules::fileBeyondParser,
          SettingRules::recordBeyondBroker,
          SettingRules::keysInTheClear);

  /** What a dead letter adds to a file: its envelope, and the reason. */
  static final long LETTER_EXTRA = 2L << 20;

  /** A request to the embedded broker may be so much larger than its largest record. */
  private static final long REQUEST_EXTRA = 4L << 20;

  private static final String OIDC_ISSUER = "access.oidc-issuer";

  private SettingRules() {}

  /** A stream thread's poll is never delayed by a file, but its full window waits so long. */
  private static Stream<Finding> deadlineBeyondWindow(Facts facts) {
    Duration window = WindowLimits.FAST_PATIENCE;
    return facts.settings().get(ParserSettings.DEADLINE).stream()
        // On a busy machine a file may take three times as long (decision 0036).
        .filter(deadline -> deadline.multipliedBy(3).compareTo(window) >= 0)
        .map(
            deadline ->
                Finding.wrong(
                    "parse-deadline-beyond-window",
                    "parse.deadline is "
                        + Durations.text(deadline)
                        + "; on a busy machine a file may take three times that, and a full window of a"
                        + " fast lane waits "
                        + Durations.text(window)
                        + " for its first document",
                    "a file that takes longer ends the job's run, which begins anew with the same"
                        + " file, again and again, and all behind it waits",
                    "set parse.deadline well below "
                        + Durations.text(window)
                        + " (2s is the default), and parse.slow-deadline as long as files may take"));
  }

  private static Stream<Finding> slowDeadline(Facts facts) {
    Optional<Duration> fast = facts.settings().get(ParserSettings.DEADLINE);
    return facts.settings().get(ParserSettings.SLOW_DEADLINE).stream()
        .filter(slow -> fast.isPresent() && slow.compareTo(fast.get()) <= 0)
        .map(
            slow ->
                Finding.wrong(
                    "slow-deadline-too-short",
                    "parse.slow-deadline is "
                        + Durations.text(slow)
                        + ", parse.deadline "
                        + Durations.text(fast.get()),
                    "what outran the fast lane gets no more time in the slow one, and becomes a"
                        + " dead letter",
                    "set parse.slow-deadline to some minutes (5m is the default)"));
  }

  private static Stream<Finding> fileBeyondParser(Facts facts) {
    long published = facts.settings().number(IngestSettings.MAX_FILE_BYTES);
    return facts.settings().get(ParserSettings.MAX_FILE).stream()
        .filter(read -> published > read)
        .map(
            read ->
                Finding.wrong(
                    "file-beyond-parser",
                    "publish.max-bytes is "
                        + published
                        + " bytes, parse.max-file "
                        + read
                        + " bytes",
                    "files between the two are taken and then become dead letters, too-large",
                    "set parse.max-file to publish.max-bytes, or lower publish.max-bytes"));
  }

  private static Stream<Finding> recordBeyondBroker(Facts facts) {
    long wanted = facts.settings().number(IngestSettings.MAX_FILE_BYTES) + LETTER_EXTRA;
    return facts.settings().get(BrokerSettings.MAX_MESSAGE).stream()
        .filter(most -> most + REQUEST_EXTRA < wanted)
        .map(
            most ->
                Finding.wrong(
                    "record-beyond-broker",
                    "kafka.max-message is "
                        + bytes(most)
                        + "; a file of publish.max-bytes and what is said of it take "
                        + bytes(wanted),
                    "the broker ends the connection of who publishes such a file, or hands it on",
                    "set kafka.max-message to 64MiB, or lower publish.max-bytes"));
  }

  private static Stream<Finding> keysInTheClear(Facts facts) {
    InForce settings = facts.settings();
    boolean keys = settings.isGiven(AccessSettings.API_KEYS.key()) || settings.isGiven(OIDC_ISSUER);
    boolean clear = settings.get(WebSettings.TLS_CERTIFICATE).stream().anyMatch(String::isEmpty);
    return settings.get(WebSettings.HOST).stream()
        .filter(host -> keys && clear && !Web.loopback(host))
        .map(
            host ->
                Finding.advice(
                    "keys-in-the-clear",
                    "http.host is " + host + ", keys are asked for, and there is no TLS",
                    "whoever listens on the way reads keys and documents",
                    "set http.tls-certificate and http.tls-key, unless a proxy that speaks TLS"
                        + " stands before this service (docs/access.md)"));
  }
}
