package dev.freshet.common.store;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Version;

/**
 * A document that stands in the store although its time is over.
 *
 * @param identity which document
 * @param version the version that stands
 * @param since the input offset that brought it
 * @param metadata of that version; it has an expiry
 */
public record ExpiredDocument(
    DocumentIdentity identity, Version version, long since, Metadata metadata) {}
