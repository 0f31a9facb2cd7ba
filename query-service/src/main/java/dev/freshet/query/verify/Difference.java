package dev.freshet.query.verify;

import dev.freshet.common.document.Version;
import java.util.Optional;

/**
 * What a look at a document came to. Two looks that come to the same saw nothing move in between.
 *
 * @param kind how it differs
 * @param detail for a person
 * @param held the version whose head the store holds
 * @param told the version that the catalogue says stands
 */
record Difference(Kind kind, String detail, Optional<Version> held, Optional<Version> told) {}
