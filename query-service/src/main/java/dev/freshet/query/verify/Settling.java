package dev.freshet.query.verify;

import dev.freshet.common.store.ReadPoint;
import dev.freshet.query.retrieval.Extent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Looks again at what differed, until two looks saw the same: what is merely under way moves in
 * between. Then has it mended where that was asked for, and looks whether it is. One thread.
 */
final class Settling {
  /** What still moves after so many looks is left to the next round. */
  private static final int LOOKS = 3;

  private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long TELL_EVERY = TimeUnit.SECONDS.toNanos(1);

  private final VerifiedGeneration generation;
  private final Judge judge;
  private final Records records;
  private final Statements statements;
  private final Optional<Mender> mender;
  private final VerifySettings settings;
  private final Pace pace;
  private final Listener listener;
  private final List<Finding> findings = new ArrayList<>();
  private long told = System.nanoTime();

  /**
   * @param mender empty: nothing is mended
   */
  Settling(
      VerifiedGeneration generation,
      Judge judge,
      Records records,
      Statements statements,
      Optional<Mender> mender,
      VerifySettings settings,
      Pace pace,
      Listener listener) {
    this.generation = generation;
    this.judge = judge;
    this.records = records;
    this.statements = statements;
    this.mender = mender;
    this.settings = settings;
    this.pace = pace;
    this.listener = listener;
  }

  /** What stayed different, mended or not. */
  List<Finding> settle(List<Suspect> suspects) {
    List<Suspect> moving = suspects;
    List<Suspect> stayed = new ArrayList<>();
    for (int look = 0; look < LOOKS && !moving.isEmpty(); look++) {
      awaitWhatIsUnderWay();
      List<Suspect> moved = new ArrayList<>();
      for (Suspect suspect : moving) {
        pace.keep();
        Optional<Difference> again = again(suspect.statement());
        if (again.isPresent()) {
          boolean same = again.get().equals(suspect.difference());
          (same ? stayed : moved).add(new Suspect(suspect.statement(), again.get()));
        }
      }
      moving = moved;
    }
    if (mender.isPresent()) {
      mend(stayed, mender.get());
    } else {
      stayed.forEach(suspect -> found(new Finding(suspect, Optional.empty(), "")));
    }
    return findings();
  }

  /** What was found so far. */
  List<Finding> findings() {
    return List.copyOf(findings);
  }

  private void found(Finding finding) {
    findings.add(finding);
    listener.found(finding);
  }

  private Optional<Difference> again(Statement statement) {
    if (statement.place() != Place.EMBEDDED) {
      return judge.look(statement, Optional.empty());
    }
    // Where compaction has taken it meanwhile, a newer version is there.
    return statement
        .at()
        .flatMap(records::at)
        .flatMap(record -> statements.of(Place.EMBEDDED, record, Extent.NOTHING))
        .flatMap(made -> judge.look(made.statement(), made.content()));
  }

  /** Until all is told that the store could show now, and at least for a moment. */
  private void awaitWhatIsUnderWay() {
    ReadPoint shown = generation.readable().get();
    long deadline = System.nanoTime() + settings.settle().toNanos();
    do {
      pace.rest(LOOK_EVERY);
      tell("settling", 0, 0);
    } while (System.nanoTime() < deadline && !generation.extent().get().point().covers(shown));
  }

  private void mend(List<Suspect> stayed, Mender with) {
    Map<Statement, Suspect> sent = new LinkedHashMap<>();
    for (Suspect suspect : stayed) {
      pace.keep();
      Optional<String> obstacle = with.send(suspect);
      if (obstacle.isPresent()) {
        found(new Finding(suspect, Optional.of(false), obstacle.get()));
      } else {
        sent.put(suspect.statement(), suspect);
      }
    }
    int all = sent.size();
    long deadline = System.nanoTime() + settings.repair().toNanos();
    while (!sent.isEmpty() && System.nanoTime() < deadline) {
      pace.rest(LOOK_EVERY);
      tell("mending", all - sent.size(), all);
      sent.values()
          .removeIf(
              suspect -> {
                boolean mended = isMended(suspect);
                if (mended) {
                  found(new Finding(suspect, Optional.of(true), ""));
                }
                return mended;
              });
    }
    sent.values().forEach(suspect -> found(notMended(suspect, settings.repair())));
  }

  /** Orphans are a finding of their own: what else differs of their document has another. */
  private boolean isMended(Suspect suspect) {
    Optional<Difference> again = again(suspect.statement());
    return suspect.difference().kind() == Kind.ORPHAN
        ? again.filter(found -> found.kind() == Kind.ORPHAN).isEmpty()
        : again.isEmpty();
  }

  private static Finding notMended(Suspect suspect, Duration waited) {
    return new Finding(
        suspect,
        Optional.of(false),
        "it was sent through the slow lane again and still differs after "
            + waited.toSeconds()
            + " s: see the dead letters, and verify again");
  }

  private void tell(String step, long done, long of) {
    if (System.nanoTime() - told >= TELL_EVERY) {
      told = System.nanoTime();
      listener.progress(step, done, of);
    }
  }
}
