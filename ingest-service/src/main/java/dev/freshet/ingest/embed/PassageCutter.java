package dev.freshet.ingest.embed;

import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.document.Passage;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.Tokenizer;
import java.util.List;

/**
 * Cuts a document into passages. A pure function of the document, the generation and the tokenizer.
 */
public final class PassageCutter {
  private final Generation generation;
  private final Tokenizer tokenizer;

  /**
   * @param generation gives the settings and the passages' identities
   * @param tokenizer the generation's model's own
   */
  public PassageCutter(Generation generation, Tokenizer tokenizer) {
    this.generation = generation;
    this.tokenizer = tokenizer;
  }

  /** The document's passages in order; none where it holds no content. */
  public List<Passage> cut(ParsedDocument document) {
    throw new UnsupportedOperationException(
        "cut "
            + document.blocks().size()
            + " blocks for "
            + generation.name()
            + tokenizer.count(""));
  }
}
