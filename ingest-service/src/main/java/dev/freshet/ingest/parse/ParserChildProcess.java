package dev.freshet.ingest.parse;

import dev.freshet.common.scheduling.Niceness;
import dev.freshet.ingest.parse.blocks.Content;
import dev.freshet.ingest.parse.child.Frames;
import dev.freshet.ingest.parse.child.wire.Hello;
import dev.freshet.ingest.parse.child.wire.Reply;
import dev.freshet.ingest.parse.child.wire.Request;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** One child process. Used by one thread at a time; {@link #kill} by any. */
final class ParserChildProcess {
  private static final int BUFFER = 64 * 1024;
  private static final long EXIT_SECONDS = 5;

  /** How many times its deadline a child gets whose processor others use. */
  private static final int STARVED_TIMES = 3;

  /** After this part of the deadline it is looked at for the first time. */
  private static final int FIRST_LOOK = 4;

  private final Process process;
  private final Path folder;
  private final DataOutputStream out;
  private final DataInputStream in;
  private final ScheduledExecutorService clock;
  private volatile boolean killed;
  private volatile boolean tired;
  private volatile Share share;
  private int documents;

  private ParserChildProcess(Process process, Path folder, ScheduledExecutorService clock) {
    this.process = process;
    this.folder = folder;
    this.clock = clock;
    out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), BUFFER));
    in = new DataInputStream(new BufferedInputStream(process.getInputStream(), BUFFER));
  }

  /**
   * Starts a child and waits for its hello.
   *
   * @param clock kills it where it outruns its time
   * @param born told of the process before it has said hello, so that it can be killed meanwhile
   * @throws IOException when it does not start, or dies or is late before its hello
   */
  static ParserChildProcess start(
      ParserSettings settings,
      ScheduledExecutorService clock,
      Duration patience,
      Consumer<ParserChildProcess> born)
      throws IOException {
    Path folder = ChildFolder.make();
    ParserChildProcess child;
    try {
      child = new ParserChildProcess(ChildCommand.start(settings, folder), folder, clock);
    } catch (IOException e) {
      ChildFolder.delete(folder);
      throw e;
    }
    ChildComplaints.drain(child.process.getErrorStream(), child.process.pid());
    born.accept(child);
    try {
      child.greet(patience);
      return child;
    } catch (IOException | RejectedExecutionException e) {
      child.kill();
      int exit = child.end();
      throw new IOException("it ended with exit code " + exit + " before it was ready", e);
    }
  }

  private void greet(Duration patience) throws IOException {
    Watch watch = new Watch(patience, () -> true);
    try {
      Hello hello = Frames.read(in, Hello.parser());
      if (hello.getProtocol() != Frames.PROTOCOL) {
        throw new IOException(
            "it speaks protocol " + hello.getProtocol() + ", not " + Frames.PROTOCOL);
      }
    } finally {
      boolean _ = watch.stop();
    }
  }

  /** A child's death while it read a file. */
  static final class Died extends Exception {
    private static final long serialVersionUID = 1L;

    final boolean late;

    Died(boolean late, IOException cause) {
      super(cause);
      this.late = late;
    }
  }

  /**
   * Has a file read.
   *
   * @param deadline for it; up to three times as long where the machine is so busy that the child
   *     has had less than half of what is its: killed for that, its successors would fare no
   *     better, and each costs most of a second to start
   * @param busy how many children read a file now: they share the processors between them
   * @throws Died when the child ends meanwhile, or is killed because the deadline passes
   */
  Reply ask(Request request, Content file, Duration deadline, IntSupplier busy) throws Died {
    documents++;
    Share mine = new Share(deadline, busy);
    share = mine;
    Watch watch = new Watch(deadline, mine::isUsedUp);
    try {
      out.writeInt(request.getSerializedSize());
      request.writeTo(out);
      if (file instanceof Content.Held(byte[] bytes)) {
        out.write(bytes);
      }
      out.flush();
      Reply reply = Frames.read(in, Reply.parser(), Frames.MAX_REPLY);
      if (!watch.stop() || reply.getLast()) {
        // In time by a hair, or its last: it must not get another file.
        kill();
      }
      return reply;
    } catch (IOException e) {
      boolean late = !watch.stop();
      kill();
      throw new Died(late, e);
    } finally {
      boolean _ = watch.stop();
      mine.end();
    }
  }

  /** Kills the child when time is up, which ends any read from it. */
  private final class Watch {
    private final ScheduledFuture<?> bite;
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * @param usedUp asked when the time is over, and again from then on until it says so
     */
    Watch(Duration time, BooleanSupplier usedUp) {
      Runnable look = () -> bite(usedUp);
      long millis = time.toMillis();
      long again = Math.max(1, millis / FIRST_LOOK);
      bite = clock.scheduleWithFixedDelay(look, millis, again, TimeUnit.MILLISECONDS);
    }

    private void bite(BooleanSupplier usedUp) {
      if (usedUp.getAsBoolean() && over.compareAndSet(false, true)) {
        kill();
      }
    }

    /** False where it was too late: the child is killed. */
    boolean stop() {
      bite.cancel(false);
      return over.compareAndSet(false, true);
    }
  }

  /**
   * What of a processor the child has had for its file. It is looked at only where a file takes a
   * part of its deadline: looking costs more than a small file does.
   */
  private final class Share {
    private final long start = System.nanoTime();
    private final long most;
    private final IntSupplier busy;
    private final ScheduledFuture<?> first;
    private volatile long lookedAt;
    private volatile Optional<Duration> used = Optional.empty();

    Share(Duration deadline, IntSupplier busy) {
      this.busy = busy;
      most = deadline.multipliedBy(STARVED_TIMES).toNanos();
      first = clock.schedule(this::look, deadline.toNanos() / FIRST_LOOK, TimeUnit.NANOSECONDS);
    }

    private void look() {
      used = process.info().totalCpuDuration();
      lookedAt = System.nanoTime();
    }

    /**
     * Whether others than readers have had what it should have had: less than half of a processor,
     * or of its part of them where more read than there are. Where the system does not tell, never.
     */
    boolean isStarved() {
      if (lookedAt == 0) {
        return true;
      }
      Optional<Duration> now = process.info().totalCpuDuration();
      if (now.isEmpty() || used.isEmpty()) {
        return false;
      }
      double part = (double) Runtime.getRuntime().availableProcessors() / (busy.getAsInt() + 1);
      double due = (System.nanoTime() - lookedAt) * Math.min(1, part) / 2;
      return now.get().minus(used.get()).toNanos() < due;
    }

    boolean isUsedUp() {
      return System.nanoTime() - start >= most || !isStarved();
    }

    void end() {
      first.cancel(false);
    }
  }

  /** Whether it can be given a file. */
  boolean isAlive() {
    return !killed && process.isAlive();
  }

  boolean isGone() {
    return !process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  int documents() {
    return documents;
  }

  /**
   * From now on it gives way to all others and should not be given another file; not while others
   * use its processor anyway.
   */
  void tire() {
    Share now = share;
    if (!tired && (now == null || !now.isStarved())) {
      tired = true;
      Niceness.BEHIND.lower(process);
    }
  }

  boolean isTired() {
    return tired;
  }

  void kill() {
    killed = true;
    process.destroyForcibly();
  }

  /** Waits for the end of a child that is dying, and removes its folder; gives its exit code. */
  int end() {
    boolean interrupted = false;
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(EXIT_SECONDS);
    boolean ended = false;
    while (!ended && System.nanoTime() < until) {
      try {
        ended = process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    ChildFolder.delete(folder);
    return ended ? process.exitValue() : -1;
  }
}
