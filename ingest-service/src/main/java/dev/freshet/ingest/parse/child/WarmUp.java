package dev.freshet.ingest.parse.child;

import dev.freshet.ingest.parse.blocks.Limits;
import dev.freshet.ingest.parse.blocks.Unreadable;
import dev.freshet.ingest.parse.tika.FileReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads one tiny file of each of the kinds whose first costs much: half a second for a PDF. */
final class WarmUp {
  private static final List<String> FILES =
      List.of("warm.html", "warm.md", "warm.pdf", "warm.docx");

  private WarmUp() {}

  static void run(FileReader files) {
    for (String name : FILES) {
      try (InputStream in = WarmUp.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new IllegalStateException("resource missing: " + name);
        }
        files.read(in.readAllBytes(), name, "", Limits.DEFAULT);
      } catch (IOException | Unreadable e) {
        System.err.println("warm-up of " + name + ": " + e);
      }
    }
  }
}
