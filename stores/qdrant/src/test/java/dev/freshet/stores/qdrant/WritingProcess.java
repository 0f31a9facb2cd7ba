package dev.freshet.stores.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.stores.testkit.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A process that applies the records of one input partition, as the index job does: asks the fence,
 * writes, tells once it is readable; killed or refused it begins anew at what it had told, or a
 * little before.
 */
final class WritingProcess {
  private final int partition;
  private final QdrantSettings settings;
  private final String generation;
  private final RandomGenerator random;
  private final List<Input> inputs;
  private final List<Told> untold = new ArrayList<>();
  private DyingServer server;
  private PassageWriter writer;
  private int next;
  private int told;
  int restarts;
  int refused;

  /** A record: a version of a document, or its deletion. */
  record Input(DocumentIdentity identity, Version version, Optional<EmbeddedDocument> document) {}

  /** What is told of a record. */
  record Told(Input record, Position input, boolean stands, Optional<Position> after) {}

  WritingProcess(
      int partition,
      QdrantSettings settings,
      String generation,
      RandomGenerator random,
      List<Input> inputs) {
    this.partition = partition;
    this.settings = settings;
    this.generation = generation;
    this.random = random;
    this.inputs = inputs;
    start();
  }

  private void start() {
    server = new DyingServer(settings);
    writer =
        QdrantPassageStore.open(server, settings, generation, Samples.DIMENSION, "a cluster")
            .writer();
    rewind();
  }

  void end() {
    server.close();
  }

  private void rewind() {
    untold.clear();
    next = Math.max(0, told - random.nextInt(3));
  }

  boolean isDone() {
    return next == inputs.size() && untold.isEmpty();
  }

  /** Somewhere in the requests to come. */
  void killSoon() {
    server.dieAfter(random.nextInt(12), random.nextBoolean());
  }

  /** One record. */
  void apply() {
    if (next < inputs.size()) {
      attempt(
          () -> {
            Input record = inputs.get(next);
            Position input = Samples.input(partition, next);
            boolean stands = applied(record, input);
            Optional<Position> after =
                stands
                    ? writer.head(record.identity()).flatMap(Head::over)
                    : writer.over(record.identity(), record.version());
            untold.add(new Told(record, input, stands, after));
            next++;
          });
    }
  }

  /** As the fence does. */
  private boolean applied(Input record, Position input) {
    Optional<Head> head = writer.head(record.identity());
    if (head.isEmpty() || record.version().supersedes(head.get().version())) {
      record
          .document()
          .ifPresentOrElse(
              document -> writer.replace(record.identity(), record.version(), document, input),
              () -> writer.delete(record.identity(), record.version(), input));
      return true;
    }
    if (record.version().equals(head.get().version())) {
      writer.again(record.identity(), input);
      return true;
    }
    record.document().ifPresent(d -> writer.discard(record.identity(), record.version(), d, input));
    writer.skip(input);
    return false;
  }

  /** Makes what is applied readable; what is told then, in order. */
  List<Told> refresh() {
    List<Told> now = new ArrayList<>();
    attempt(
        () -> {
          writer.refresh();
          now.addAll(untold);
          untold.clear();
          told = next;
        });
    return now;
  }

  private void attempt(Runnable work) {
    try {
      work.run();
    } catch (Outage _) {
      recover();
    }
  }

  private void recover() {
    if (!server.isDead()) {
      try {
        writer = writer.session();
        refused++;
        rewind();
        return;
      } catch (Outage e) {
        assertThat(server.isDead()).as("killed: %s", e).isTrue();
      }
    }
    restarts++;
    server.close();
    start();
  }
}
