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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One child process. Used by one thread at a time; {@link #kill} by any. */
final class ParserChildProcess {
  private static final int BUFFER = 64 * 1024;
  private static final long EXIT_SECONDS = 5;

  private final Process process;
  private final Path folder;
  private final DataOutputStream out;
  private final DataInputStream in;
  private final ScheduledExecutorService clock;
  private volatile boolean killed;
  private volatile boolean tired;
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
    Watch watch = new Watch(patience);
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
   * @throws Died when the child ends meanwhile, or is killed because the deadline passes
   */
  Reply ask(Request request, Content file, Duration deadline) throws Died {
    documents++;
    Watch watch = new Watch(deadline);
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
    }
  }

  /** Kills the child when time is up, which ends any read from it. */
  private final class Watch {
    private final ScheduledFuture<?> bite;
    private final AtomicBoolean over = new AtomicBoolean();

    Watch(Duration time) {
      bite = clock.schedule(this::bite, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void bite() {
      if (over.compareAndSet(false, true)) {
        kill();
      }
    }

    /** False where it was too late: the child is killed. */
    boolean stop() {
      bite.cancel(false);
      return over.compareAndSet(false, true);
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

  /** From now on it gives way to all others; it should not be given another file. */
  void tire() {
    tired = true;
    Niceness.BEHIND.lower(process);
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
