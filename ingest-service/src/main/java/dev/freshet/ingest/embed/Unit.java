package dev.freshet.ingest.embed;

/**
 * The smallest piece that is never divided: a sentence, a table row, a line of code, a list item.
 *
 * @param text never blank
 * @param weight its tokens; of text with few tokens a letter, more, so that its length is bounded
 * @param border how good a place for a border is before it
 * @param joint what stands between it and the unit before, where both are in one passage
 * @param page the page it stands on; 0 where the document has none
 * @param hash of its text, the same wherever it stands
 */
record Unit(String text, int weight, Border border, String joint, int page, long hash) {

  /** Places for a border, from the worst to the best. */
  enum Border {
    WORD,
    SENTENCE,
    BLOCK,
    PAGE
  }
}
