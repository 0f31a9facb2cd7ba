package dev.freshet.ingest.streams;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Version;
import dev.freshet.common.failure.Outage;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Work on versions of documents. Of those of one document that are in flight at once the newest is
 * done first; where it came out well the older ones need no work and come out as superseded, each
 * in its place. Where it did not, the older are done: the last good version has to stand. For the
 * same reason the newer is told which ones were left out for it: it may still die later on.
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

  /** The work itself. */
  public interface Versions {
    /** Empty where the record is not a version of a document that could stand. */
    Optional<Subject> subject(Incoming record);

    /** Does the work. Called from several threads. */
    Made make(Incoming record) throws InterruptedException;

    /** The records to write instead where a newer version made the work needless. */
    List<Outgoing> superseded(Incoming record);

    /** The records to write in the place of a version whose own come later. */
    List<Outgoing> aside(Incoming record);

    /**
     * The records of a version for which older ones were left out.
     *
     * @param made its records
     * @param leftOut the older ones
     */
    default List<Outgoing> leavingOut(List<Outgoing> made, List<Version> leftOut) {
      return made;
    }
  }

  private final Versions versions;

  /**
   * The versions in flight of each document. The lists are changed by the stream thread alone, and
   * read by workers.
   */
  private final Map<DocumentIdentity, List<Attempt>> inFlight = new HashMap<>();

  /** A version that was left out, and the offset to read it from again. */
  private record LeftOut(Version version, long offset) {}

  /** The work on one version. */
  private final class Attempt implements Turn<List<Outgoing>> {
    private final Incoming record;
    private final Subject subject;
    private final List<Attempt> versionsInFlight;
    private final FutureTask<Made> making;

    // The stream thread's alone.
    private final Set<LeftOut> leftOut = new LinkedHashSet<>();
    private boolean handedOn;

    Attempt(Incoming record, Subject subject, List<Attempt> versionsInFlight) {
      this.record = record;
      this.subject = subject;
      this.versionsInFlight = versionsInFlight;
      this.making = new FutureTask<>(() -> versions.make(record));
    }

    private boolean supersedes(Attempt other) {
      return subject.version().supersedes(other.subject.version());
    }

    private Attempt newest() {
      Attempt newest = this;
      for (Attempt other : versionsInFlight) {
        newest = other.supersedes(newest) ? other : newest;
      }
      return newest;
    }

    /** The newest of the newer ones that came out well so far. */
    private Optional<Attempt> overtaker() {
      Attempt by = this;
      for (Attempt other : versionsInFlight) {
        by = other.supersedes(by) && other.cameOutWell() ? other : by;
      }
      return by == this ? Optional.empty() : Optional.of(by);
    }

    private boolean cameOutWell() {
      return making.state() == Future.State.SUCCESS && making.resultNow().stands();
    }

    /** Does the work, or waits for whoever does it. */
    private Made made() throws InterruptedException {
      making.run();
      try {
        return making.get();
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case Outage outage -> throw outage;
          case InterruptedException interrupted -> throw interrupted;
          default -> throw new IllegalStateException("work failed", e.getCause());
        }
      }
    }

    @Override
    public void work() throws InterruptedException {
      Attempt last = newest();
      if (last == this || !last.made().stands()) {
        made();
      }
    }

    @Override
    public boolean isSettled() {
      return overtaker().isPresent();
    }

    @Override
    public List<Outgoing> result() {
      List<Outgoing> records = overtaker().map(this::superseded).orElseGet(this::own);
      handedOn = true;
      forget();
      return records;
    }

    private List<Outgoing> superseded(Attempt by) {
      by.leftOut.addAll(leftOut);
      by.leftOut.add(asLeftOut());
      return versions.superseded(record);
    }

    private LeftOut asLeftOut() {
      return new LeftOut(subject.version(), record.position().offset());
    }

    private List<Outgoing> own() {
      Made made = making.resultNow();
      if (!made.stands()) {
        return made.records();
      }
      // Older ones that stepped aside: from now on they are overtaken, and it is too late to tell.
      versionsInFlight.stream()
          .filter(other -> !other.handedOn && supersedes(other))
          .forEach(other -> leftOut.add(other.asLeftOut()));
      return leftOut.isEmpty()
          ? made.records()
          : versions.leavingOut(made.records(), leftOut.stream().map(LeftOut::version).toList());
    }

    /** Those handed on matter as long as an older one may still come out. */
    private void forget() {
      versionsInFlight.removeIf(
          one ->
              one.handedOn
                  && versionsInFlight.stream()
                      .noneMatch(other -> !other.handedOn && one.supersedes(other)));
      if (versionsInFlight.isEmpty()) {
        inFlight.remove(subject.identity(), versionsInFlight);
      }
    }

    @Override
    public boolean mayStepAside() {
      return true;
    }

    @Override
    public List<Outgoing> standIn() {
      return versions.aside(record);
    }

    @Override
    public OptionalLong reachesBackTo() {
      return leftOut.stream().mapToLong(LeftOut::offset).min();
    }
  }

  /** The work on what is no version of a document. */
  private final class Other implements Turn<List<Outgoing>> {
    private final Incoming record;
    private volatile Made made;

    Other(Incoming record) {
      this.record = record;
    }

    @Override
    public void work() throws InterruptedException {
      made = versions.make(record);
    }

    @Override
    public List<Outgoing> result() {
      return made.records();
    }
  }

  /**
   * @param versions the work itself
   */
  public NewestFirst(Versions versions) {
    this.versions = versions;
  }

  @Override
  public Turn<List<Outgoing>> takenUp(Incoming record) {
    Optional<Subject> subject = versions.subject(record);
    if (subject.isEmpty()) {
      return new Other(record);
    }
    List<Attempt> others =
        inFlight.computeIfAbsent(subject.get().identity(), _ -> new CopyOnWriteArrayList<>());
    Attempt attempt = new Attempt(record, subject.get(), others);
    List<Attempt> newer = others.stream().filter(other -> other.supersedes(attempt)).toList();
    if (newer.stream().anyMatch(other -> other.handedOn)) {
      return new Other(record);
    }
    // It came later and is older, as a replay is: they are handed on before it.
    newer.forEach(other -> other.leftOut.add(attempt.asLeftOut()));
    others.add(attempt);
    return attempt;
  }
}
