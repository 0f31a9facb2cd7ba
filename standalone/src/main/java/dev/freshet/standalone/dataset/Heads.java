package dev.freshet.standalone.dataset;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.PermissionNotice;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import dev.freshet.common.store.Access;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.HeaderNames;
import dev.freshet.common.topics.PermissionNoticeCodec;
import dev.freshet.standalone.process.StartRefused;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Which version of each of a tenant's documents stands, and what is withheld of them. */
final class Heads {
  /** Some 250 bytes of memory each. */
  static final int MOST_DOCUMENTS = 2_000_000;

  private final Access access;
  private final Tally tally;
  private final Map<Key, Head> heads = new HashMap<>();
  private final Map<String, PermissionNotice> denying = new HashMap<>();
  private final Map<String, String> topics = new HashMap<>();

  private static final class Head {
    private Version version;
    private boolean deleted;
    private boolean met;
  }

  /**
   * @param access whose documents
   */
  Heads(Access access, Tally tally) {
    this.access = access;
    this.tally = tally;
  }

  /** Takes note of what a record of parsed or embedded documents says. */
  void version(ConsumerRecord<byte[], byte[]> record) {
    if (!FlowCodec.stands(record.headers())) {
      return;
    }
    Origin origin = FlowCodec.origin(record.headers()).orElse(null);
    if (origin == null) {
      tally.drop(Drop.UNREADABLE);
    } else if (origin.identity().tenant().equals(access.tenant())) {
      note(origin, "deleted".equals(outcome(record)));
    }
  }

  private static String outcome(ConsumerRecord<byte[], byte[]> record) {
    return new String(
        record.headers().lastHeader(HeaderNames.OUTCOME).value(), StandardCharsets.UTF_8);
  }

  private void note(Origin origin, boolean deleted) {
    Key key = key(origin.identity());
    Head head = heads.get(key);
    if (head == null) {
      if (heads.size() == MOST_DOCUMENTS) {
        throw new StartRefused(
            "tenant %s has more than %d documents: a dataset holds no more"
                .formatted(access.tenant(), MOST_DOCUMENTS));
      }
      head = new Head();
      heads.put(key, head);
    } else if (!origin.version().supersedes(head.version)) {
      return;
    }
    head.version = lean(origin.version());
    head.deleted = deleted;
  }

  /** With a topic's name that all share. */
  private Version lean(Version version) {
    Position at = version.position();
    String topic = topics.computeIfAbsent(at.topic(), name -> name);
    return new Version(new Position(topic, at.partition(), at.offset()), version.publishedAt());
  }

  /** Takes note of who may read a version that is not out yet, or that such a notice is over. */
  void permission(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      denying.remove(key);
      return;
    }
    try {
      PermissionNotice notice = new PermissionNoticeCodec().decode(record.value());
      if (notice.identity().tenant().equals(access.tenant())
          && !notice.permits(access.principals())) {
        denying.put(key, notice);
      }
    } catch (IllegalArgumentException _) {
      // Somebody else wrote it to the topic: it is passed over.
      tally.drop(Drop.UNREADABLE);
    }
  }

  /** Whether this is the version that stands, and was not asked for before. */
  boolean takes(Origin origin) {
    Head head = heads.get(key(origin.identity()));
    boolean first =
        head != null && !head.deleted && !head.met && origin.version().equals(head.version);
    if (first) {
      head.met = true;
    }
    return first;
  }

  /** Those that a newer version, or a deletion that is under way, keeps from these principals. */
  Map<Key, Version> withheld() {
    Map<Key, Version> newest = new HashMap<>();
    for (PermissionNotice notice : denying.values()) {
      newest.merge(
          key(notice.identity()),
          notice.version(),
          (one, other) -> one.supersedes(other) ? one : other);
    }
    return newest;
  }

  /** Counts what was not met although it stood, and what was deleted. */
  void settle() {
    tally.drop(Drop.DELETED, heads.values().stream().filter(head -> head.deleted).count());
    tally.drop(
        Drop.CHANGED_MEANWHILE,
        heads.values().stream().filter(head -> !head.deleted && !head.met).count());
  }

  static Key key(DocumentIdentity identity) {
    return Key.of(identity.key());
  }
}
