package dev.freshet.query.watch;

import dev.freshet.query.watch.matching.StandingQuery;

/**
 * A query, made for a generation.
 *
 * @param query embedded by its model
 * @param generation its name
 */
record MadeQuery(StandingQuery query, String generation) {}
