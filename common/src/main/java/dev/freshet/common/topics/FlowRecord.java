package dev.freshet.common.topics;

import dev.freshet.common.document.Origin;

/**
 * What travels between two jobs.
 *
 * @param origin where it came from
 * @param outcome what became of it so far
 * @param <T> the contents of a good one
 */
public record FlowRecord<T>(Origin origin, Outcome<T> outcome) {}
