package dev.freshet.query.answer;

import dev.freshet.common.store.FoundPassage;
import dev.freshet.query.context.Citation;
import dev.freshet.query.evidence.Source;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Citations of a context as evidence sees them. */
final class Sources {
  private Sources() {}

  /** All of them: what is cited is held against all that it says. */
  static List<Source> all(List<Citation> citations) {
    return citations.stream().map(Sources::source).toList();
  }

  /** Those that may be quoted: none that tries to instruct its reader. */
  static List<Source> quotable(List<Citation> citations) {
    return all(citations.stream().filter(citation -> citation.suspicious().isEmpty()).toList());
  }

  private static Source source(Citation citation) {
    Set<String> headings = new LinkedHashSet<>();
    for (FoundPassage passage : citation.passages()) {
      headings.add(passage.metadata().title());
      headings.addAll(passage.passage().headingPath());
    }
    return new Source(
        citation.number(),
        String.join(" > ", headings).strip(),
        citation.passages().stream().map(passage -> passage.passage().text()).toList());
  }
}
