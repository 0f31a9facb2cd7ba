package dev.freshet.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/operations.md, "Diagnosing", against the findings there are, by their names. */
class DiagnosingPageTest {
  private static final Path PAGE = Path.of("..", "docs", "operations.md");
  private static final Path SOURCES =
      Path.of("src", "main", "java", "dev", "freshet", "standalone");
  private static final Pattern MADE =
      Pattern.compile("(?:Finding\\.(?:wrong|advice)|(?<!ObjectNode )finding)\\(([^;]{1,160})");
  private static final Pattern NAME = Pattern.compile("\"([a-z]+(?:-[a-z]+)+)\"");
  private static final Pattern TOLD = Pattern.compile("`([a-z]+(?:-[a-z]+)+|deadlock)`");

  @Test
  void everyFinding_isOnThePage_andNoOther() throws IOException {
    var made = new TreeSet<String>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        MADE.matcher(Files.readString(file))
            .results()
            .forEach(
                found ->
                    NAME.matcher(found.group(1))
                        .results()
                        .forEach(name -> made.add(name.group(1))));
      }
    }
    made.add("deadlock");
    String page = Files.readString(PAGE);
    int from = page.indexOf("| finding | caused by |");
    var told = new TreeSet<String>();
    page.substring(from, page.indexOf("\n\n", from))
        .lines()
        .map(line -> line.split("\\|", -1)[1])
        .forEach(cell -> TOLD.matcher(cell).results().forEach(name -> told.add(name.group(1))));
    assertThat(told).isEqualTo(made).hasSizeGreaterThan(30);
  }
}
