package dev.freshet.stores.qdrant;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.PassageSearcher;
import dev.freshet.common.store.PassageStore;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.common.store.StoreInspection;
import dev.freshet.common.store.StoredDocument;
import java.util.List;
import java.util.Optional;

/** The store on Qdrant of one generation; safe to use from several threads. */
public final class QdrantPassageStore implements PassageStore {
  private final QdrantServer server;
  private final Names names;
  private final StoredPoints stored;
  private final Marks marks;
  private final PassagePoints points;
  private final QdrantSettings settings;
  private final int dimension;
  private Outbox outbox;
  private volatile boolean closed;

  private QdrantPassageStore(
      QdrantServer server, Names names, QdrantSettings settings, int dimension) {
    this.server = server;
    this.names = names;
    this.settings = settings;
    this.dimension = dimension;
    this.stored = new StoredPoints(server, names);
    this.marks = new Marks(server, names);
    this.points = new PassagePoints(new SparseVectors(settings.averageTerms()));
    this.outbox = new Outbox(server, names, stored, marks.read());
  }

  /**
   * Connects, and makes the generation's collections where they are not there yet.
   *
   * @param generation its name
   * @param dimension how many numbers its vectors have
   * @param log names the Kafka cluster whose positions are kept here: those of another mean nothing
   * @throws IllegalStateException when a collection of that name is of another make
   * @throws IllegalArgumentException when the address is none
   * @throws dev.freshet.common.failure.Outage when the server does not answer
   */
  public static QdrantPassageStore open(
      QdrantSettings settings, String generation, int dimension, String log) {
    return open(new QdrantServer(settings), settings, generation, dimension, log);
  }

  /** Opens it by this connection, which it closes. */
  static QdrantPassageStore open(
      QdrantServer server, QdrantSettings settings, String generation, int dimension, String log) {
    try {
      Names names = Names.of(settings.collections(), generation);
      new Schema(server, settings, names, dimension, log).ensure();
      return new QdrantPassageStore(server, names, settings, dimension);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Removes a generation's collections; those that are gone already are passed over.
   *
   * @throws dev.freshet.common.failure.Outage when the server does not answer
   */
  public static void remove(QdrantSettings settings, String generation) {
    Names names = Names.of(settings.collections(), generation);
    try (QdrantServer server = new QdrantServer(settings)) {
      for (String name : List.of(names.passages(), names.heads())) {
        server.ask("remove " + name, client -> client.deleteCollectionAsync(name));
      }
    }
  }

  @Override
  public PassageWriter writer() {
    return writer(current());
  }

  private PassageWriter writer(Outbox box) {
    return new QdrantWriter(this, stored, points, box, inspecting(), dimension);
  }

  private synchronized Outbox current() {
    return outbox;
  }

  /** A writer whose outbox is whole, and begins where the server is. */
  synchronized PassageWriter session() {
    requireOpen();
    if (outbox.isBroken()) {
      outbox = new Outbox(server, names, stored, marks.read());
    }
    return writer(outbox);
  }

  @Override
  public PassageSearcher searcher() {
    return new PassageSearcher() {
      @Override
      public ReadPoint readable() {
        requireOpen();
        return marks.read();
      }

      @Override
      public long count(ReadPoint at) {
        requireOpen();
        return stored.count(at);
      }

      @Override
      public Snapshot open(ReadPoint at) {
        requireOpen();
        return new QdrantSnapshot(server, names, stored, settings.candidates(), at);
      }
    };
  }

  private QdrantInspection inspecting() {
    return new QdrantInspection(server, names, stored);
  }

  @Override
  public StoreInspection inspection() {
    QdrantInspection inspection = inspecting();
    return new StoreInspection() {
      @Override
      public Page documents(Optional<String> cursor, int limit) {
        requireOpen();
        return inspection.documents(cursor, limit);
      }

      @Override
      public Optional<Head> head(DocumentIdentity identity) {
        requireOpen();
        return inspection.head(identity);
      }

      @Override
      public Optional<StoredDocument> document(DocumentIdentity identity) {
        requireOpen();
        return inspection.document(identity);
      }
    };
  }

  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    try {
      if (!outbox.isBroken()) {
        outbox.send();
      }
    } finally {
      closed = true;
      server.close();
    }
  }
}
