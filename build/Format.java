import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds every Java source under the given folder against google-java-format. The build runs it on
 * the JDK it compiles with, because the formatter parses with the javac it runs on and Maven's own
 * JDK may be older than our sources.
 *
 * <p>{@code Format check DIR} fails naming the files that differ; {@code Format fix DIR} rewrites
 * them.
 */
final class Format {
  public static void main(String[] args) throws Exception {
    boolean fix = args[0].equals("fix");
    Path root = Path.of(args[1]);
    Formatter formatter = new Formatter();
    List<Path> different = new ArrayList<>();
    for (Path source : sources(root)) {
      String before = Files.readString(source);
      String after =
          formatter.formatSource(
              ImportOrderer.reorderImports(
                  RemoveUnusedImports.removeUnusedImports(before), Style.GOOGLE));
      if (!after.equals(before)) {
        different.add(root.relativize(source));
        if (fix) {
          Files.writeString(source, after);
        }
      }
    }
    if (!fix && !different.isEmpty()) {
      System.err.println("Not formatted (mvn -q -N initialize -Dformat=fix mends it):");
      different.forEach(path -> System.err.println("  " + path));
      System.exit(1);
    }
  }

  private static List<Path> sources(Path root) throws Exception {
    try (var paths = Files.walk(root)) {
      return paths
          .filter(path -> path.toString().endsWith(".java"))
          .filter(path -> root.relativize(path).toString().matches(".*(^|/)src/.*|build/.*"))
          .filter(path -> !root.relativize(path).toString().contains("target/"))
          .sorted()
          .toList();
    }
  }
}
