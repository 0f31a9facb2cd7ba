package dev.freshet.query.freshness;

import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.PermissionNotice;
import dev.freshet.common.document.Position;
import dev.freshet.common.store.Catalogue;
import dev.freshet.common.store.CatalogueEntry;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.PermissionNoticeCodec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic {@code permissions} into {@link Notices}. Used by the follower's thread alone.
 */
final class NoticeReader {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeReader.class);

  private final String topic;
  private final Catalogue catalogue;
  private final Notices notices;
  private final SettledNotices settled;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final PermissionNoticeCodec codec = new PermissionNoticeCodec();
  private boolean open;
  private volatile boolean paused;

  /**
   * @param end writes a null value under a key into a partition of the topic; must not wait
   */
  NoticeReader(
      String topic,
      Catalogue catalogue,
      Notices notices,
      BiConsumer<byte[], Integer> end,
      Telemetry telemetry,
      InstantSource clock) {
    this.topic = topic;
    this.catalogue = catalogue;
    this.notices = notices;
    this.settled = new SettledNotices(end);
    this.telemetry = telemetry;
    this.clock = clock;
  }

  String topic() {
    return topic;
  }

  /** Heeds a notice from now on, if it is not settled already. */
  void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      settled.ended(record.key());
      return;
    }
    try {
      Position at = new Position(topic, record.partition(), record.offset());
      take(new Notices.Held(codec.decode(record.value()), at));
    } catch (IllegalArgumentException e) {
      LOG.error(
          "the record at {}-{}@{} is no notice of permissions and is left out",
          topic,
          record.partition(),
          record.offset(),
          e);
    }
  }

  private void take(Notices.Held held) {
    PermissionNotice notice = held.notice();
    Optional<CatalogueEntry> entry = catalogue.find(notice.identity());
    boolean done =
        entry
            .flatMap(CatalogueEntry::standing)
            .map(IndexEvent::origin)
            .filter(standing -> notice.settledBy(standing.version()))
            .isPresent();
    if (done) {
      settled.settled(held);
      return;
    }
    settled.settled(notices.add(held, entry.isPresent()));
    if (open) {
      Duration since = Duration.between(notice.version().publishedAt(), clock.instant());
      telemetry.permissions(since.isNegative() ? Duration.ZERO : since);
    }
  }

  /** Shows what came out, and in the same step heeds no longer what that settles. */
  void show(Collection<Notices.Out> outs, Runnable publish) {
    settled.settled(notices.show(outs, publish));
    if (open) {
      settled.flush();
    }
  }

  /**
   * Lowers offsets, by partition, to where the first stands that a later start has to read again:
   * one that is heeded, or not known to be ended.
   */
  void firstUnended(Map<LogPartition, Long> offsets) {
    notices.first(offsets);
    settled.first(offsets);
  }

  /** The topic was read to where it stood at the start. */
  void open() {
    open = true;
  }

  /** Reads no further while too many are held. */
  void heedLimit(Consumer<byte[], byte[]> consumer) {
    boolean full = notices.full();
    if (full == paused && !full) {
      return;
    }
    List<TopicPartition> mine =
        consumer.assignment().stream().filter(p -> p.topic().equals(topic)).toList();
    if (full) {
      consumer.pause(mine);
    } else {
      consumer.resume(mine);
    }
    paused = full;
  }

  boolean paused() {
    return paused;
  }
}
