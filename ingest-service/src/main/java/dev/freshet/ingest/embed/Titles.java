package dev.freshet.ingest.embed;

import dev.freshet.common.document.Block;
import java.util.List;
import java.util.Optional;

/**
 * Finds the heading that names the document rather than a part of it. Did it travel with every
 * passage, a word changed in it would change every passage of the document.
 */
final class Titles {
  private Titles() {}

  /** The first heading, if no content stands before it and no other is as high. */
  static Optional<Block.Heading> of(List<Block> blocks) {
    Block.Heading title = null;
    for (Block block : blocks) {
      if (block instanceof Block.Heading heading) {
        if (title != null && heading.level() <= title.level()) {
          return Optional.empty();
        }
        title = title == null ? heading : title;
      } else if (title == null && Outline.isContent(block)) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(title);
  }
}
