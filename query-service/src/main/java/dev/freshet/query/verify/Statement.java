package dev.freshet.query.verify;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import java.util.Optional;

/**
 * Somebody says that a version came out at the end.
 *
 * @param place who says so
 * @param at the record that says it; empty: the store
 * @param identity which document
 * @param version which version
 * @param deletes whether that version deletes it
 */
record Statement(
    Place place,
    Optional<Position> at,
    DocumentIdentity identity,
    Version version,
    boolean deletes) {}
