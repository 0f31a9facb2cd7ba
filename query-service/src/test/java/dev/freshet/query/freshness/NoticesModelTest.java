package dev.freshet.query.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.PermissionNotice;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.store.Access;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.common.topics.PermissionNoticeCodec;
import dev.freshet.query.FakeCatalogue;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random publications, deletions, deaths and restarts, the two lanes at their own speeds; after
 * each step every caller sees exactly what a naive model allows.
 */
class NoticesModelTest {
  private static final int STEPS = 2500;
  private static final List<String> PRINCIPALS = List.of("user:a", "user:b", "group:c");
  private static final Metadata OPEN = Metadata.NONE;
  private static final LogPartition PERMISSIONS = new LogPartition("permissions", 0);

  /** A version as published; no readers: everyone, unless it deletes. */
  private record Publication(
      DocumentIdentity document, Version version, Set<String> readers, DocumentState fate) {
    boolean narrows() {
      return fate == DocumentState.DELETED || !readers.isEmpty();
    }

    boolean permits(Access caller) {
      return !narrows() || caller.principals().stream().anyMatch(readers::contains);
    }
  }

  private final List<Publication> all = new ArrayList<>();
  private final Set<Publication> noticed = new HashSet<>();
  private final Map<DocumentIdentity, Publication> applied = new HashMap<>();
  private final Map<DocumentIdentity, Publication> shown = new HashMap<>();
  private final List<Deque<Publication>> contents = List.of(new ArrayDeque<>(), new ArrayDeque<>());
  private final List<Deque<Publication>> ahead = List.of(new ArrayDeque<>(), new ArrayDeque<>());
  private final Map<ByteBuffer, Notices.Held> log = new LinkedHashMap<>();
  private final Deque<ConsumerRecord<byte[], byte[]>> ends = new ArrayDeque<>();
  private long logged;
  private boolean losing = true;
  private final FakeCatalogue catalogue = new FakeCatalogue();
  private Notices notices;
  private NoticeReader reader;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everyCaller_afterEveryStep_seesExactlyWhatAllLetThrough(long seed) {
    Random random = new Random(seed);
    start(random, 0);
    int narrowed = 0;
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(10)) {
        case 0, 1 -> publish(random, step);
        case 2 -> readAnEnd();
        case 3, 4, 5 -> notice(random);
        case 6, 7, 8 -> come(random);
        default -> {
          if (random.nextInt(20) == 0) {
            start(random, random.nextBoolean() ? 0 : firstUnended());
          }
        }
      }
      narrowed += check("seed " + seed + " step " + step);
    }
    assertThat(narrowed).as("how often a notice made the difference").isGreaterThan(500);
    drain();
    losing = false;
    start(random, firstUnended());
    assertThat(notices.count()).isEqualTo(unsettled());
  }

  private void publish(Random random, int step) {
    DocumentIdentity document =
        new DocumentIdentity(
            "documents",
            new Tenant(random.nextBoolean() ? "default" : "other"),
            new DocumentId("d" + random.nextInt(4)));
    int partition = random.nextInt(2);
    Set<String> readers = new HashSet<>();
    DocumentState fate =
        switch (random.nextInt(6)) {
          case 0 -> DocumentState.DELETED;
          case 1 -> DocumentState.DEAD;
          default -> DocumentState.INDEXED;
        };
    for (int i = random.nextInt(3); i > 0 && fate != DocumentState.DELETED; i--) {
      readers.add(PRINCIPALS.get(random.nextInt(PRINCIPALS.size())));
    }
    Version version =
        new Version(new Position("documents", partition, step), Instant.ofEpochSecond(step));
    Publication publication = new Publication(document, version, readers, fate);
    all.add(publication);
    contents.get(partition).add(publication);
    ahead.get(partition).add(publication);
  }

  private void notice(Random random) {
    Publication next = ahead.get(random.nextInt(2)).poll();
    if (next != null) {
      notice(next);
    }
  }

  private void notice(Publication next) {
    noticed.add(next);
    if (next.narrows()) {
      log(new PermissionNotice(next.document(), next.version(), next.readers()));
    }
  }

  private void log(PermissionNotice notice) {
    var held = new Notices.Held(notice, PERMISSIONS.at(logged++));
    log.put(ByteBuffer.wrap(PermissionNoticeCodec.key(notice)), held);
    read(held);
  }

  private void read(Notices.Held held) {
    byte[] key = PermissionNoticeCodec.key(held.notice());
    byte[] value = new PermissionNoticeCodec().encode(held.notice());
    reader.take(new ConsumerRecord<>("permissions", 0, held.at().offset(), key, value));
  }

  /** An end is written, and read back some time; or it is lost. */
  private void end(byte[] key, Random random) {
    if (!losing || random.nextInt(4) > 0) {
      assertThat(log.remove(ByteBuffer.wrap(key))).isNotNull();
      ends.add(new ConsumerRecord<>("permissions", 0, logged++, key, null));
    }
  }

  private void readAnEnd() {
    if (!ends.isEmpty()) {
      reader.take(ends.poll());
    }
  }

  private void come(Random random) {
    Publication next = contents.get(random.nextInt(2)).poll();
    if (next != null) {
      apply(next);
    }
  }

  private void apply(Publication next) {
    Publication head = applied.get(next.document());
    boolean newer = head == null || next.version().supersedes(head.version());
    DocumentState state =
        newer || next.fate() == DocumentState.DEAD ? next.fate() : DocumentState.SUPERSEDED;
    boolean settles = state == DocumentState.INDEXED || state == DocumentState.DELETED;
    if (settles) {
      applied.put(next.document(), next);
    }
    catalogue.apply(event(next, state), new Position("index-events", 0, 0));
    reader.show(
        List.of(new Notices.Out(next.document(), next.version(), settles)),
        () -> shown.putAll(applied));
  }

  private static IndexEvent event(Publication of, DocumentState state) {
    return new IndexEvent(
        new Origin(of.document(), of.version(), List.of()),
        state,
        new Position("embedded", 0, 0),
        OPEN,
        0,
        0,
        0,
        state == DocumentState.DEAD
            ? Optional.of(new Failure(Stage.PARSE, Reason.CORRUPT, "truncated"))
            : Optional.empty());
  }

  /** Where a start has to read from. */
  private long firstUnended() {
    Map<LogPartition, Long> first = new HashMap<>(Map.of(PERMISSIONS, logged));
    reader.firstUnended(first);
    return first.get(PERMISSIONS);
  }

  /** Begins anew with what the topic holds from there on after compaction. */
  private void start(Random random, long from) {
    ends.clear();
    notices = new Notices(Integer.MAX_VALUE);
    reader =
        new NoticeReader(
            "permissions",
            catalogue,
            notices,
            (key, _) -> end(key, random),
            new MicrometerTelemetry(),
            InstantSource.system());
    List.copyOf(log.values()).stream()
        .filter(held -> held.at().offset() >= from)
        .forEach(this::read);
    reader.open();
    reader.show(List.of(), () -> {});
  }

  /** Compares every caller's view of every standing document with the model's. */
  private int check(String when) {
    int narrowed = 0;
    for (String tenant : List.of("default", "other")) {
      for (Set<String> principals :
          List.of(
              Set.<String>of(), Set.of("user:a"), Set.of("user:b"), Set.of("user:a", "group:c"))) {
        Access caller = new Access(new Tenant(tenant), principals);
        Access now = notices.look(caller, access -> access);
        for (Publication standing : shown.values()) {
          if (standing.fate() != DocumentState.INDEXED) {
            continue;
          }
          boolean byItself = caller.permits(standing.document(), List.copyOf(standing.readers()));
          boolean allowed = byItself && pendingPermit(standing, caller);
          assertThat(now.permits(standing.document(), List.copyOf(standing.readers())))
              .as("%s: %s of %s", when, standing, caller)
              .isEqualTo(allowed);
          narrowed += byItself && !allowed ? 1 : 0;
        }
      }
    }
    return narrowed;
  }

  private boolean pendingPermit(Publication standing, Access caller) {
    return all.stream()
        .filter(p -> p.document().equals(standing.document()) && noticed.contains(p))
        .filter(p -> p.version().supersedes(standing.version()))
        .allMatch(p -> p.permits(caller));
  }

  private void drain() {
    ahead.forEach(
        queue -> {
          while (!queue.isEmpty()) {
            notice(queue.poll());
          }
        });
    contents.forEach(
        queue -> {
          while (!queue.isEmpty()) {
            apply(queue.poll());
          }
        });
    check("at the end");
  }

  /** Notices that stay for good: narrower deaths after the standing version, none covering it. */
  private int unsettled() {
    assertThat(log).hasSize(notices.count());
    List<PermissionNotice> open =
        all.stream()
            .filter(p -> p.narrows() && p.fate() == DocumentState.DEAD)
            .filter(
                p ->
                    !applied.containsKey(p.document())
                        || p.version().supersedes(applied.get(p.document()).version()))
            .map(p -> new PermissionNotice(p.document(), p.version(), p.readers()))
            .toList();
    return (int)
        open.stream()
            .filter(
                n -> open.stream().noneMatch(o -> o.identity().equals(n.identity()) && o.covers(n)))
            .count();
  }
}
