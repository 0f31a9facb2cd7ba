package dev.freshet.ingest.streams;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Version;
import dev.freshet.common.failure.Outage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work on versions of documents. Of those of one document that are in flight at once the newest is
 * done first; where it came out well the older ones need no work and come out as superseded, each
 * in its place. Where it did not, the older are done: the last good version has to stand.
 */
public final class NewestFirst implements WindowedProcessor.Work {

  /**
   * Which version of which document a record is.
   *
   * @param identity which document
   * @param version which version
   */
  public record Subject(DocumentIdentity identity, Version version) {}

  /**
   * What came of a record.
   *
   * @param records to write, in order
   * @param stands whether the document's version will stand by them
   */
  public record Made(List<Outgoing> records, boolean stands) {}

  /** The work itself. Called from several threads. */
  public interface Versions {
    /** Empty where the record is not a version of a document that could stand. */
    Optional<Subject> subject(Incoming record);

    /** Does the work. */
    Made make(Incoming record) throws InterruptedException;

    /** The records to write instead where a newer version made the work needless. */
    List<Outgoing> superseded(Incoming record);
  }

  private final Versions versions;
  private final Map<DocumentIdentity, Attempt> newest = new ConcurrentHashMap<>();

  private static final class Attempt {
    private final Version version;
    private final FutureTask<Made> work;
    private volatile Attempt newer;

    Attempt(Version version, Callable<Made> work) {
      this.version = version;
      this.work = new FutureTask<>(work);
    }

    Attempt newest() {
      Attempt last = this;
      for (Attempt next = last.newer; next != null; next = last.newer) {
        last = next;
      }
      return last;
    }

    /** Does the work, or waits for whoever does it. */
    Made made() throws InterruptedException {
      work.run();
      try {
        return work.get();
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case Outage outage -> throw outage;
          case InterruptedException interrupted -> throw interrupted;
          default -> throw new IllegalStateException("work failed", e.getCause());
        }
      }
    }
  }

  /**
   * @param versions the work itself
   */
  public NewestFirst(Versions versions) {
    this.versions = versions;
  }

  @Override
  public List<Outgoing> on(Incoming record) throws InterruptedException {
    return versions.make(record).records();
  }

  @Override
  public Callable<List<Outgoing>> takenUp(Incoming record) {
    Optional<Subject> subject = versions.subject(record);
    if (subject.isEmpty()) {
      return () -> on(record);
    }
    Attempt attempt = new Attempt(subject.get().version(), () -> versions.make(record));
    enlist(subject.get().identity(), attempt);
    return () -> {
      try {
        Attempt last = attempt.newest();
        return last != attempt && last.made().stands()
            ? versions.superseded(record)
            : attempt.made().records();
      } finally {
        newest.remove(subject.get().identity(), attempt);
      }
    };
  }

  /** Only the stream thread enlists, so nothing comes between the look and the change. */
  private void enlist(DocumentIdentity identity, Attempt attempt) {
    Attempt before = newest.get(identity);
    if (before != null && before.version.supersedes(attempt.version)) {
      // It came later and is older, as a replay is.
      attempt.newer = before;
      return;
    }
    if (before != null && attempt.version.supersedes(before.version)) {
      before.newer = attempt;
    }
    newest.put(identity, attempt);
  }
}
