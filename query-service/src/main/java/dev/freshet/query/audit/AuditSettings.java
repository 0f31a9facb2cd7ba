package dev.freshet.query.audit;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.time.Duration;
import java.util.List;

/**
 * Keeping account of queries.
 *
 * @param text what becomes of the text of a query
 * @param required whether nothing is answered that is not recorded
 * @param queue records that wait for Kafka
 * @param timeout how long an answer waits for its record, where that is required
 * @param readers how many requests read records at once
 * @param readTimeout how long one request reads, before it answers with what it has found
 */
public record AuditSettings(
    Text text, boolean required, int queue, Duration timeout, int readers, Duration readTimeout) {
  /** What becomes of the text of a query. */
  public enum Text {
    /** It is recorded. */
    KEEP,
    /** Its SHA-256 is, with the tenant: the same query of a tenant can be told, not what it was. */
    HASH,
    /** Nothing is. */
    NONE
  }

  /** The text of queries. */
  public static final Setting<Text> TEXT =
      Setting.choice(
          "audit.text",
          Text.class,
          Text.KEEP,
          "What audit records hold of a query's text: all of it, its SHA-256, or nothing. Where it"
              + " is not all, feedback takes no texts either.");

  /** No answer without a record. */
  public static final Setting<Boolean> REQUIRED =
      Setting.flag(
          "audit.required",
          false,
          "Whether an answer waits until its audit record is durable, and is refused (503) where it"
              + " cannot be; else records that cannot be written are dropped and counted.");

  /** Records that wait. */
  public static final Setting<Integer> QUEUE =
      Setting.integer(
          "audit.queue",
          1000,
          1,
          100_000,
          "Audit records that wait to be written; more are dropped and counted, or refused.");

  /** How long an answer waits. */
  public static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "audit.timeout",
          "5s",
          Duration.ofMillis(10),
          Duration.ofMinutes(1),
          "How long an answer waits for its audit record, where audit.required says so.");

  /** Readers at once. */
  public static final Setting<Integer> READERS =
      Setting.integer("audit.readers", 2, 1, 32, "Requests that read audit records at once.");

  /** How long one request reads. */
  public static final Setting<Duration> READ_TIMEOUT =
      Setting.duration(
          "audit.read-timeout",
          "10s",
          Duration.ofSeconds(1),
          Duration.ofSeconds(50),
          "How long one request reads audit records before it answers with what it has found.");

  /** All of them. */
  public static final List<Setting<?>> ALL =
      List.of(TEXT, REQUIRED, QUEUE, TIMEOUT, READERS, READ_TIMEOUT);

  /** Reads them. */
  public static AuditSettings of(Settings settings) {
    return new AuditSettings(
        settings.get(TEXT),
        settings.get(REQUIRED),
        settings.get(QUEUE),
        settings.get(TIMEOUT),
        settings.get(READERS),
        settings.get(READ_TIMEOUT));
  }
}
