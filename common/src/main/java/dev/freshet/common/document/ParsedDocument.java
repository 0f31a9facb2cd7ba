package dev.freshet.common.document;

import java.util.List;

/**
 * A document read: what parse hands to embed.
 *
 * @param metadata completed from the file
 * @param blocks its structure in reading order
 * @param notices what could not be read although the rest could, one sentence each
 */
public record ParsedDocument(Metadata metadata, List<Block> blocks, List<String> notices) {
  /** Copies the lists. */
  public ParsedDocument {
    blocks = List.copyOf(blocks);
    notices = List.copyOf(notices);
  }
}
