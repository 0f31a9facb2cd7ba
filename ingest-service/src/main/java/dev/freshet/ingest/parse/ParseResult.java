package dev.freshet.ingest.parse;

import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.failure.Failure;

/** What became of a file. */
public sealed interface ParseResult {

  /**
   * It was read, perhaps in part: its notices say so.
   *
   * @param spared whether it was read at an earlier time, and not now
   */
  record Parsed(ParsedDocument document, boolean spared) implements ParseResult {}

  /** It cannot be read, and would not be if it were tried again. */
  record Failed(Failure failure) implements ParseResult {}
}
