package dev.freshet.ingest.parse;

import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.failure.Failure;

/** What became of a file. */
public sealed interface ParseResult {

  /** It was read, perhaps in part: its notices say so. */
  record Parsed(ParsedDocument document) implements ParseResult {}

  /** It cannot be read, and would not be if it were tried again. */
  record Failed(Failure failure) implements ParseResult {}
}
