package dev.freshet.query.journey;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Version;
import java.util.List;
import java.util.Optional;

/**
 * A document and what the caller is told of it.
 *
 * @param identity which document
 * @param stories of its versions, the newest first, maybe none
 * @param standing the version that is retrievable
 */
record Found(DocumentIdentity identity, List<Story> stories, Optional<Version> standing) {
  Found {
    stories = List.copyOf(stories);
  }

  /** The newest version told of, where there is one. */
  Version newest() {
    return stories.getFirst().version();
  }
}
