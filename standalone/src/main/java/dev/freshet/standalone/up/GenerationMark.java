package dev.freshet.standalone.up;

import dev.freshet.common.embed.Generation;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/**
 * Which generation a data folder holds, in its file {@code generation}. Another model or another
 * passage size on the same folder would leave all that was published before unfindable, and mix
 * vectors that do not compare; so it is refused.
 */
final class GenerationMark {
  private static final String NAME = "name";
  private static final String MODEL = "model";
  private static final String MAX_TOKENS = "passage.max-tokens";
  private static final String OVERLAP = "passage.overlap-tokens";

  private GenerationMark() {}

  /**
   * Marks a fresh folder, and holds any other to its mark.
   *
   * @throws StartRefused when the folder holds another generation
   */
  static void check(Path folder, Generation generation) {
    Path file = folder.resolve("generation");
    try {
      if (Files.exists(file)) {
        compare(folder, read(file), generation);
      } else {
        write(file, generation);
      }
    } catch (IOException e) {
      throw new StartRefused("cannot read or write " + file + ": " + e.getMessage(), e);
    }
  }

  private static Properties read(Path file) throws IOException {
    Properties mark = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      mark.load(reader);
    }
    return mark;
  }

  private static void write(Path file, Generation generation) throws IOException {
    Properties mark = new Properties();
    mark.setProperty(NAME, generation.name());
    mark.setProperty(MODEL, generation.model().name());
    mark.setProperty(MAX_TOKENS, "" + generation.passages().maxTokens());
    mark.setProperty(OVERLAP, "" + generation.passages().overlapTokens());
    // Whole or not at all: a kill in between leaves no half mark.
    Path whole = file.resolveSibling("generation.new");
    try (Writer writer = Files.newBufferedWriter(whole)) {
      mark.store(writer, "What this folder was indexed with. Not to be edited.");
    }
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void compare(Path folder, Properties mark, Generation generation) {
    if (generation.name().equals(mark.getProperty(NAME))) {
      return;
    }
    throw new StartRefused(
        "the data folder "
            + folder
            + " was indexed with model "
            + mark.getProperty(MODEL)
            + ", passages of "
            + mark.getProperty(MAX_TOKENS)
            + " tokens, overlap "
            + mark.getProperty(OVERLAP)
            + "; the settings or this version now make it model "
            + generation.model().name()
            + ", "
            + generation.passages().maxTokens()
            + " tokens, overlap "
            + generation.passages().overlapTokens()
            + ": set them back, or give another folder with --data and publish again");
  }
}
