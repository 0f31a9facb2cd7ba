package dev.freshet.common.store;

import dev.freshet.common.document.Version;

/**
 * What the store holds of a document: the fence that an older write meets.
 *
 * @param version the newest version applied
 * @param deleted whether that version deleted the document (a tombstone)
 * @param since the input offset at which that version was applied
 * @param passages how many live passages it has; 0 of a tombstone
 */
public record Head(Version version, boolean deleted, long since, int passages) {}
