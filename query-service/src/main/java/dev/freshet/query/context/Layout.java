package dev.freshet.query.context;

import dev.freshet.common.document.Metadata;
import dev.freshet.common.store.FoundPassage;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How runs stand in a context, so that a model can cite them: a line with number, title, source,
 * page and date, then the text, a blank line between two.
 */
final class Layout {
  private static final int MAX_TITLE = 120;
  private static final int MAX_SOURCE = 200;
  private static final String BETWEEN = "\n\n";

  private Layout() {}

  /** The whole text; empty for no run. */
  static String text(List<Run> runs) {
    return String.join(
        BETWEEN, IntStream.range(0, runs.size()).mapToObj(i -> block(i + 1, runs.get(i))).toList());
  }

  private static String block(int number, Run run) {
    String header = header(number, run) + "\n";
    return run.suspicious()
        ? header + Marks.begin(run.rules()) + "\n" + run.text() + "\n" + Marks.END
        : header + run.text();
  }

  /** All of a run but its text, for reckoning what it costs. */
  static String around(Run run) {
    String header = header(1, run) + BETWEEN;
    return run.suspicious() ? header + Marks.begin(run.rules()) + "\n" + Marks.END + "\n" : header;
  }

  private static String header(int number, Run run) {
    FoundPassage found = run.first().found();
    List<String> words = new ArrayList<>();
    if (run.first().nameless()) {
      words.add("untitled");
      words.add(Marks.line(found.identity().source(), MAX_SOURCE));
    } else {
      words.addAll(names(found));
    }
    pages(run.pages()).ifPresent(words::add);
    words.add(date(found).toString());
    return "[" + number + "] " + String.join(" | ", words);
  }

  /** Title, then where it is from; one of them where both are the same. */
  private static List<String> names(FoundPassage found) {
    Metadata metadata = found.metadata();
    String id = found.identity().id().value();
    String title = firstOf(metadata.title(), metadata.filename(), id);
    String source = firstOf(metadata.sourceUri(), id);
    return Stream.of(Marks.line(title, MAX_TITLE), Marks.line(source, MAX_SOURCE))
        .distinct()
        .toList();
  }

  private static String firstOf(String... texts) {
    return Stream.of(texts).filter(text -> !text.isBlank()).findFirst().orElse("untitled");
  }

  private static java.util.Optional<String> pages(List<Integer> pages) {
    if (pages.isEmpty()) {
      return java.util.Optional.empty();
    }
    return java.util.Optional.of(
        pages.size() == 1
            ? "page " + pages.getFirst()
            : "pages " + pages.getFirst() + "-" + pages.getLast());
  }

  private static LocalDate date(FoundPassage found) {
    return LocalDate.ofInstant(
        found.metadata().publishedAt().orElse(found.version().publishedAt()), ZoneOffset.UTC);
  }
}
