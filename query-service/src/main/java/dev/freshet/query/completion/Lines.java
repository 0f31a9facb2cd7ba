package dev.freshet.query.completion;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of a stream, each bounded. */
final class Lines {
  private static final int LONGEST = 1 << 20;
  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  Lines(InputStream in) {
    this.in = in;
  }

  /**
   * The next line without its end; empty at the end of the stream. What stands behind the last line
   * break is no line: it broke off.
   *
   * @throws IOException where it breaks off, or a line is longer than 1 MiB
   */
  Optional<String> next() throws IOException {
    line.reset();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return Optional.of(line.toString(StandardCharsets.UTF_8).stripTrailing());
      }
      if (line.size() == LONGEST) {
        throw new IOException("a line of it is longer than " + LONGEST + " bytes");
      }
      line.write(b);
    }
    return Optional.empty();
  }
}
