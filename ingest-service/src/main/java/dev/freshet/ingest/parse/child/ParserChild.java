package dev.freshet.ingest.parse.child;

import dev.freshet.ingest.parse.tika.FileReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The child process: reads files one after the other and tells what it found. It ends when its
 * standard input does, so that it never outlives its parent, however that ended.
 */
public final class ParserChild {
  private ParserChild() {}

  /** Serves until standard input ends; takes no arguments. */
  public static void main(String[] arguments) {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    InputStream in = new FileInputStream(FileDescriptor.in);
    // Libraries that print would spoil the protocol.
    System.setOut(
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    System.setIn(InputStream.nullInputStream());
    FileReader files = new FileReader();
    new ChildLoop(in, out, new FileAnswers(files)).start(() -> WarmUp.run(files));
  }
}
