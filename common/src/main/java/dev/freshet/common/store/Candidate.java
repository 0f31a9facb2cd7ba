package dev.freshet.common.store;

/**
 * An entry of one list.
 *
 * @param key which passage
 * @param score of the dense list the cosine, -1 to 1; of the sparse list BM25, above 0
 */
public record Candidate(PassageKey key, double score) {}
