package dev.freshet.common.store;

import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Passage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a passage's sparse side is made of, the same in every store. */
public final class SparseText {
  private SparseText() {}

  /** Title, headings and text, a line each; to be analysed by {@code TextAnalysis}. */
  public static String of(Metadata metadata, Passage passage) {
    return Stream.of(
            Stream.of(metadata.title()), passage.headingPath().stream(), Stream.of(passage.text()))
        .flatMap(lines -> lines)
        .filter(line -> !line.isBlank())
        .collect(Collectors.joining("\n"));
  }
}
