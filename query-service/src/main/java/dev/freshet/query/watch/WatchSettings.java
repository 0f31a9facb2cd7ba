package dev.freshet.query.watch;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How queries stand.
 *
 * @param connections watchers over SSE at once
 * @param connectionsPerCaller of one caller
 * @param queue events that may wait for one watcher
 * @param heartbeat how long nothing is sent at most
 * @param patience how long a watcher may take to accept what is sent
 * @param resume how many records are read again for one that comes back
 * @param remembered documents of which a watch remembers what it pushed
 * @param registered watches with a target, of everyone
 * @param registeredPerCaller of one caller
 * @param targets where registered watches may push
 */
public record WatchSettings(
    int connections,
    int connectionsPerCaller,
    int queue,
    Duration heartbeat,
    Duration patience,
    int resume,
    int remembered,
    int registered,
    int registeredPerCaller,
    TargetSettings targets) {
  /** Watchers at once. */
  public static final Setting<Integer> CONNECTIONS =
      Setting.integer(
          "watch.connections",
          1000,
          1,
          100_000,
          "Watchers over SSE at once; more are answered 503.");

  /** Of one caller. */
  public static final Setting<Integer> CONNECTIONS_PER_CALLER =
      Setting.integer(
          "watch.connections-per-caller",
          250,
          1,
          100_000,
          "Watchers over SSE at once of one caller: one tenant and its principals.");

  /** Events that wait. */
  public static final Setting<Integer> QUEUE =
      Setting.integer(
          "watch.queue",
          256,
          8,
          100_000,
          "Events that may wait for one watcher (a few KiB each); past it the watcher is cut off.");

  /** The longest silence. */
  public static final Setting<Duration> HEARTBEAT =
      Setting.duration(
          "watch.heartbeat",
          "15s",
          Duration.ofMillis(100),
          Duration.ofMinutes(10),
          "How long a watcher hears nothing at most; then an empty comment is sent.");

  /** How long a write may take. */
  public static final Setting<Duration> PATIENCE =
      Setting.duration(
          "watch.patience",
          "10s",
          Duration.ofMillis(100),
          Duration.ofMinutes(10),
          "How long a watcher may take to accept what is sent before its connection is closed.");

  /** Records read again. */
  public static final Setting<Integer> RESUME =
      Setting.integer(
          "watch.resume",
          10_000,
          0,
          10_000_000,
          "Embedded documents read again at most for a watch that comes back; past it a gap is"
              + " told.");

  /** Documents remembered. */
  public static final Setting<Integer> REMEMBERED =
      Setting.integer(
          "watch.remembered",
          500,
          1,
          1_000_000,
          "Documents (about 300 bytes each) of which a watch remembers what it pushed, to tell"
              + " updates and retractions; the oldest are forgotten.");

  /** Watches with a target. */
  public static final Setting<Integer> REGISTERED =
      Setting.integer(
          "watch.registered", 10_000, 0, 1_000_000, "Registered watches, of all callers together.");

  /** Of one caller. */
  public static final Setting<Integer> REGISTERED_PER_CALLER =
      Setting.integer(
          "watch.registered-per-caller", 1000, 0, 1_000_000, "Registered watches of one caller.");

  /** All of them. */
  public static final List<Setting<?>> ALL =
      java.util.stream.Stream.concat(
              Arrays.<Setting<?>>asList(
                  CONNECTIONS,
                  CONNECTIONS_PER_CALLER,
                  QUEUE,
                  HEARTBEAT,
                  PATIENCE,
                  RESUME,
                  REMEMBERED,
                  REGISTERED,
                  REGISTERED_PER_CALLER)
                  .stream(),
              TargetSettings.ALL.stream())
          .toList();

  /** Reads them. */
  public static WatchSettings of(Settings settings) {
    return new WatchSettings(
        settings.get(CONNECTIONS),
        settings.get(CONNECTIONS_PER_CALLER),
        settings.get(QUEUE),
        settings.get(HEARTBEAT),
        settings.get(PATIENCE),
        settings.get(RESUME),
        settings.get(REMEMBERED),
        settings.get(REGISTERED),
        settings.get(REGISTERED_PER_CALLER),
        TargetSettings.of(settings));
  }
}
