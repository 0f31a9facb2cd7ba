package dev.freshet.common.store;

import dev.freshet.common.document.Passage;
import dev.freshet.common.embed.Vector;

/**
 * A passage with its vector.
 *
 * @param passage the passage
 * @param vector of the generation's dimension
 * @param reused whether the vector was taken over instead of computed
 */
public record EmbeddedPassage(Passage passage, Vector vector, boolean reused) {}
