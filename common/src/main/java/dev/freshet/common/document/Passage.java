package dev.freshet.common.document;

import java.util.List;
import java.util.Optional;

/**
 * What is retrieved: a run of blocks of one document, small enough to embed.
 *
 * @param identity the content's identity: a hash of the exact embedded string, the model and the
 *     passage settings
 * @param ordinal its place among the document's passages, from 0
 * @param headingPath the headings above it, outermost first
 * @param page the page it begins on, where the document has pages
 * @param text as shown
 * @param tokens how many tokens the embedded string has, by the model's own tokenizer
 */
public record Passage(
    String identity,
    int ordinal,
    List<String> headingPath,
    Optional<Integer> page,
    String text,
    int tokens) {
  /** Copies the list. */
  public Passage {
    headingPath = List.copyOf(headingPath);
  }

  /** The exact string that is embedded: the heading path, then the text. */
  public String embedded() {
    return embedded(headingPath, text);
  }

  /** The exact string that is embedded for a text under these headings. */
  public static String embedded(List<String> headingPath, String text) {
    return headingPath.isEmpty() ? text : String.join(" > ", headingPath) + "\n" + text;
  }
}
