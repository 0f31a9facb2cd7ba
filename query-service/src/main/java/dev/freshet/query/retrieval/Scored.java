package dev.freshet.query.retrieval;

import dev.freshet.common.store.FoundPassage;
import java.util.OptionalDouble;

/**
 * A passage and why it stands where it stands.
 *
 * @param score by which passages are ordered, highest first; comparable within one answer only
 * @param dense its cosine; empty: it is not on the list by meaning
 * @param sparse its BM25 score; empty: it is not on the list by words
 */
public record Scored(
    FoundPassage passage, double score, OptionalDouble dense, OptionalDouble sparse) {}
