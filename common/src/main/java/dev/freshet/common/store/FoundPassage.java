package dev.freshet.common.store;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Passage;
import dev.freshet.common.document.Version;

/**
 * A passage as a store gives it back.
 *
 * @param key its key
 * @param identity of which document
 * @param version of which version of it
 * @param metadata of that version
 * @param passage the passage itself
 * @param since the input offset that brought it
 */
public record FoundPassage(
    PassageKey key,
    DocumentIdentity identity,
    Version version,
    Metadata metadata,
    Passage passage,
    long since) {}
