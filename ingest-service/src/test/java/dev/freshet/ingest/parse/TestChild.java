package dev.freshet.ingest.parse;

import com.google.protobuf.ByteString;
import dev.freshet.common.document.Block;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.topics.ParsedDocumentCodec;
import dev.freshet.ingest.parse.child.ChildLoop;
import dev.freshet.ingest.parse.child.wire.Reply;
import dev.freshet.ingest.parse.child.wire.Request;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

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
      case "crash" -> {
        Runtime.getRuntime().halt(134);
        throw new IllegalStateException("halted");
      }
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
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException _) {
        // A reader in an endless loop does not listen either.
      }
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
