package dev.freshet.query.reevaluation;

import dev.freshet.common.store.Catalogue;
import java.util.function.LongSupplier;

/**
 * The generation that answers while a round runs.
 *
 * @param name of the generation
 * @param model what embeds its questions, by name and fingerprint
 * @param catalogue its own
 * @param passages how many are retrievable
 */
public record EvaluatedGeneration(
    String name, String model, Catalogue catalogue, LongSupplier passages) {}
