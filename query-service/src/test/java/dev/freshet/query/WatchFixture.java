package dev.freshet.query;

import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Passage;
import dev.freshet.common.document.Position;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.PassageKey;
import dev.freshet.common.topics.Outcome;
import java.util.List;
import java.util.Optional;

/** Publishes to a running service, through the embedded topic of a generation. */
final class WatchFixture {
  static final String EMBEDDED = "freshet.embedded." + RunningService.NAME;

  /** Meets every query by meaning: the model of the tests embeds all alike. */
  static final Vector NEAR = Vector.of(1, 0);

  /** Meets none. */
  static final Vector FAR = Vector.of(0, 1);

  private final FakeKafka kafka;
  private final FakeStore store;
  private final String topic;

  WatchFixture(FakeKafka kafka, FakeStore store, String topic) {
    this.kafka = kafka;
    this.store = store;
    this.topic = topic;
    kafka.embedded.topic(topic);
  }

  static WatchFixture of(RunningService running) {
    return new WatchFixture(running.kafka, running.store, EMBEDDED);
  }

  /** An event of a version whose source offset and input offset are the same. */
  IndexEvent event(String id, long offset, DocumentState state, Metadata metadata) {
    IndexEvent told = RunningService.event(id, offset, state, metadata, Optional.empty());
    return new IndexEvent(
        told.origin(),
        state,
        new Position(topic, 0, offset),
        metadata,
        told.passages(),
        told.embedded(),
        0,
        Optional.empty());
  }

  /** Embeds a version; nobody can retrieve it yet. */
  IndexEvent embed(String id, long offset, Vector vector, Metadata metadata, String... texts) {
    IndexEvent event = event(id, offset, DocumentState.INDEXED, metadata);
    kafka.embedded.put(event, metadata, List.of(texts), vector);
    for (int i = 0; i < texts.length; i++) {
      store.add(
          new FoundPassage(
              new PassageKey(id + "#" + i),
              event.origin().identity(),
              event.origin().version(),
              metadata,
              new Passage("x", i, List.of(), Optional.empty(), texts[i], 5),
              offset));
    }
    return event;
  }

  /** Makes a version retrievable. */
  void publish(String id, long offset, String... texts) {
    publish(id, offset, NEAR, Metadata.NONE, texts);
  }

  void publish(String id, long offset, Vector vector, Metadata metadata, String... texts) {
    kafka.tell(embed(id, offset, vector, metadata, texts));
  }

  void delete(String id, long offset) {
    IndexEvent event = event(id, offset, DocumentState.DELETED, Metadata.NONE);
    kafka.embedded.put(event, new Outcome.Deleted<>());
    kafka.tell(event);
  }
}
