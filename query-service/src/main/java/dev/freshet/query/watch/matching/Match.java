package dev.freshet.query.watch.matching;

import java.util.OptionalDouble;

/**
 * A standing query that a passage meets.
 *
 * @param owner whose query it is
 * @param score at least the query's threshold
 * @param dense the cosine; empty where meaning does not count
 * @param sparse the share of the query's words; empty where words do not count
 * @param <T> the owner
 */
public record Match<T>(T owner, double score, OptionalDouble dense, OptionalDouble sparse) {}
