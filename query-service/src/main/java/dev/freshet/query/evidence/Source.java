package dev.freshet.query.evidence;

import java.util.List;

/**
 * A numbered source, as far as evidence needs it.
 *
 * @param number by which answers cite it, from 1
 * @param heading title and headings of its passages; empty where it has none
 * @param texts of its passages, in order
 */
public record Source(int number, String heading, List<String> texts) {
  /** Copies the list. */
  public Source {
    texts = List.copyOf(texts);
  }

  /** All that it says. */
  String whole() {
    return heading + "\n" + String.join("\n", texts);
  }
}
