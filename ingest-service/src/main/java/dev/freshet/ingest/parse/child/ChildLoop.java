package dev.freshet.ingest.parse.child;

import dev.freshet.ingest.parse.child.wire.Hello;
import dev.freshet.ingest.parse.child.wire.Reply;
import dev.freshet.ingest.parse.child.wire.Request;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.SynchronousQueue;

/**
 * A child's main loop. One thread does nothing but read standard input, so that its end is noticed
 * even while a file is being read; another answers.
 */
public final class ChildLoop {
  private static final int BUFFER = 64 * 1024;

  /** Exit when something is wrong with the child itself and not with a file. */
  private static final int BROKEN = 4;

  /** Exit that a JVM under -XX:+ExitOnOutOfMemoryError takes, also where a library throws one. */
  private static final int OUT_OF_MEMORY = 3;

  private final DataInputStream in;
  private final DataOutputStream out;
  private final Answers answers;
  private final SynchronousQueue<Asked> asked = new SynchronousQueue<>();

  @SuppressWarnings("ArrayRecordComponent")
  private record Asked(Request request, byte[] file) {}

  /**
   * @param in from the parent
   * @param out to the parent
   * @param answers what to do with a file
   */
  public ChildLoop(InputStream in, OutputStream out, Answers answers) {
    this.in = new DataInputStream(new BufferedInputStream(in, BUFFER));
    this.out = new DataOutputStream(new BufferedOutputStream(out, BUFFER));
    this.answers = answers;
  }

  /**
   * Serves until the parent is gone; never returns, but ends the process.
   *
   * @param warmUp run beside, on a thread of its own
   */
  public void start(Runnable warmUp) {
    NoNetwork.install();
    Thread reader = Thread.ofPlatform().name("stdin").daemon().start(this::readAll);
    Thread.ofPlatform().name("warm-up").daemon().start(warmUp);
    try {
      Frames.write(out, Hello.newBuilder().setProtocol(Frames.PROTOCOL).build());
      while (true) {
        Asked next = asked.take();
        Reply reply = answers.answer(next.request(), next.file());
        OwnFolder.sweep();
        Frames.write(out, reply);
        if (reply.getLast()) {
          end(0);
        }
      }
    } catch (IOException e) {
      end(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end(BROKEN);
    } catch (OutOfMemoryError e) {
      end(OUT_OF_MEMORY);
    } catch (RuntimeException | Error e) {
      complain(e);
      end(BROKEN);
    }
    reader.interrupt();
  }

  private void readAll() {
    try {
      while (true) {
        Request request = Frames.read(in, Request.parser());
        // A file on the disk does not come over the pipe.
        long bytes = request.getPath().isEmpty() ? request.getFileBytes() : 0;
        asked.put(new Asked(request, Frames.readBytes(in, bytes)));
      }
    } catch (EOFException _) {
      end(0);
    } catch (IOException e) {
      complain(e);
      end(BROKEN);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void complain(Throwable thrown) {
    thrown.printStackTrace();
  }

  /** No exit hooks: a reader that hangs must not keep the process. */
  private static void end(int code) {
    OwnFolder.delete();
    Runtime.getRuntime().halt(code);
  }
}
