package dev.freshet.query.watch;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.time.Duration;
import java.util.List;

/**
 * Where registered watches may push, and how hard it is tried.
 *
 * @param hosts host names that webhooks may have; empty: any
 * @param privateAddresses whether webhooks may reach addresses that are not public
 * @param plain whether webhooks may be http
 * @param topics Kafka topics that may be pushed to; empty: none
 * @param timeout how long a webhook may take to answer
 * @param longestPause between two tries
 * @param pending events that may wait for one target
 */
public record TargetSettings(
    List<String> hosts,
    boolean privateAddresses,
    boolean plain,
    List<String> topics,
    Duration timeout,
    Duration longestPause,
    int pending) {
  /** Hosts of webhooks. */
  public static final Setting<String> HOSTS =
      Setting.text(
          "watch.webhook-hosts",
          "",
          "Host names that webhooks may have, separated by commas; empty: any public one.");

  /** Private addresses. */
  public static final Setting<Boolean> PRIVATE =
      Setting.flag(
          "watch.webhook-private",
          false,
          "Whether webhooks may reach loopback, link-local and private addresses.");

  /** Without TLS. */
  public static final Setting<Boolean> PLAIN =
      Setting.flag("watch.webhook-http", false, "Whether webhooks may be http, not only https.");

  /** Topics. */
  public static final Setting<String> TOPICS =
      Setting.text(
          "watch.topics",
          "",
          "Kafka topics that registered watches may push to, separated by commas; empty: none.");

  /** A webhook's time. */
  public static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "watch.webhook-timeout",
          "10s",
          Duration.ofMillis(100),
          Duration.ofMinutes(2),
          "How long a webhook may take to answer.");

  /** The longest pause. */
  public static final Setting<Duration> LONGEST_PAUSE =
      Setting.duration(
          "watch.longest-pause",
          "5m",
          Duration.ofMillis(100),
          Duration.ofHours(6),
          "The longest pause between two tries of a target that fails; the first is 1 s.");

  /** Events that wait. */
  public static final Setting<Integer> PENDING =
      Setting.integer(
          "watch.pending",
          200,
          1,
          100_000,
          "Events that may wait for one target (a few KiB each); past it the newest are dropped and"
              + " counted, and a gap is told when it answers again.");

  /** All of them. */
  public static final List<Setting<?>> ALL =
      List.of(HOSTS, PRIVATE, PLAIN, TOPICS, TIMEOUT, LONGEST_PAUSE, PENDING);

  /** Reads them. */
  static TargetSettings of(Settings settings) {
    return new TargetSettings(
        settings.list(HOSTS),
        settings.get(PRIVATE),
        settings.get(PLAIN),
        settings.list(TOPICS),
        settings.get(TIMEOUT),
        settings.get(LONGEST_PAUSE),
        settings.get(PENDING));
  }
}
