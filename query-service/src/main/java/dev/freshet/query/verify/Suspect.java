package dev.freshet.query.verify;

/**
 * A statement that does not hold.
 *
 * @param statement what is said
 * @param difference what was found
 */
record Suspect(Statement statement, Difference difference) {}
