package dev.freshet.ingest.parse;

import com.google.protobuf.ByteString;
import dev.freshet.common.document.Block;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.topics.ParsedDocumentCodec;
import dev.freshet.ingest.parse.child.ChildLoop;
import dev.freshet.ingest.parse.child.wire.Reply;
import dev.freshet.ingest.parse.child.wire.Request;
import dev.freshet.ingest.parse.hostile.Children;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A child that does on command what files do by accident. */
public final class TestChild {
  private TestChild() {}

  public static void main(String[] arguments) {
    new ChildLoop(
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out),
            TestChild::answer)
        .start(() -> {});
  }

  private static Reply answer(Request request, byte[] file) {
    String command = new String(file, StandardCharsets.UTF_8);
    return switch (command) {
      case "hang" -> hang();
      case String c when c.startsWith("idle ") -> idle(Long.parseLong(c.substring(5)));
      case "crash" -> {
        Runtime.getRuntime().halt(134);
        throw new IllegalStateException("halted");
      }
      case "abort" -> abort();
      case "leave" -> leave();
      case "nonsense" -> Reply.getDefaultInstance();
      case "nonsense inside" -> Reply.newBuilder().setParsed(ByteString.copyFromUtf8("x")).build();
      case "flood" -> flood();
      case "descriptors" ->
          said(
              Children.inside(Path.of("/proc/self/fd")).stream()
                  .map(TestChild::target)
                  .toList()
                  .toString());
      case String c when c.startsWith("hang until ") ->
          Files.exists(Path.of(c.substring("hang until ".length()))) ? said("read") : hang();
      case String c when c.startsWith("connect ") ->
          said(Connecting.to("127.0.0.1", Integer.parseInt(c.substring("connect ".length()))));
      case "throw" -> throw new IllegalStateException("a bug");
      case "memory" -> fill();
      case "environment" -> said(System.getenv().keySet().toString());
      case "folder" -> said(System.getProperty("java.io.tmpdir"));
      case "pid" -> said(Long.toString(ProcessHandle.current().pid()));
      default -> said(command);
    };
  }

  private static Reply hang() {
    try {
      Files.createFile(Path.of(System.getProperty("java.io.tmpdir"), "hanging"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    while (true) {
      Thread.onSpinWait();
    }
  }

  /** Needs time and no processor, like a child whose processor others use. */
  private static Reply idle(long millis) {
    LockSupport.parkNanos(millis * 1_000_000);
    return said("rested");
  }

  /** As a bug in native code would: the machine's own fault, and the JVM's last words. */
  @SuppressWarnings("restricted")
  private static Reply abort() {
    MemorySegment.ofAddress(0).reinterpret(8).set(ValueLayout.JAVA_INT, 0, 1);
    throw new IllegalStateException("address 0 was writable");
  }

  /** Litter, and memory that is never given back. */
  private static Reply leave() {
    try {
      Path folder = Path.of(System.getProperty("java.io.tmpdir"));
      Files.createDirectories(folder.resolve("deep/deeper"));
      Files.writeString(folder.resolve("deep/deeper/litter"), "x");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LEFT.add(new byte[8 << 20]);
    return said("left");
  }

  private static final List<byte[]> LEFT = new ArrayList<>();

  /** More than a parent takes. */
  private static Reply flood() {
    try (var out = new DataOutputStream(new FileOutputStream(FileDescriptor.out))) {
      out.writeInt(Integer.MAX_VALUE);
      out.write(new byte[1 << 20]);
      return said("flooded");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException _) {
      return "";
    }
  }

  private static Reply fill() {
    byte[][] held = new byte[1 << 16][];
    for (int i = 0; i < held.length; i++) {
      held[i] = new byte[1 << 20];
    }
    return said("held " + held.length);
  }

  private static Reply said(String text) {
    ParsedDocument document =
        new ParsedDocument(Metadata.NONE, List.of(new Block.Paragraph(text)), List.of());
    return Reply.newBuilder()
        .setParsed(ByteString.copyFrom(new ParsedDocumentCodec().encode(document)))
        .build();
  }
}
