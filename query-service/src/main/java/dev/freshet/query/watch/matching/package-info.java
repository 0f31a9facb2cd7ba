/**
 * An index of queries: passages enter one at a time, the standing queries that each meets leave,
 * with their scores. What a score means stands in {@link
 * dev.freshet.query.watch.matching.StandingQuery#score} and nowhere else. Nothing fails but a
 * vector of another dimension, which is a bug. Bounded by who adds the queries; memory is a vector
 * and a few postings for each.
 *
 * <pre>passage ─► all cosines in one pass, block by block ─┐
 *         └─► its terms' postings: shared words ──────┴─► near the threshold? ─► exact score ─► match
 * </pre>
 */
package dev.freshet.query.watch.matching;
