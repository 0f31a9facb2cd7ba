package dev.freshet.query.verify;

import dev.freshet.common.store.Catalogue;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.common.store.StoreInspection;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.query.retrieval.Extent;
import java.util.function.Supplier;

/**
 * A generation as it is verified.
 *
 * @param name of the generation
 * @param topics the names of its topics
 * @param catalogue its own
 * @param inspection of its store
 * @param readable what its store could show
 * @param extent how far everything has come; throws a 503 problem before ready
 */
public record VerifiedGeneration(
    String name,
    TopicNames topics,
    Catalogue catalogue,
    StoreInspection inspection,
    Supplier<ReadPoint> readable,
    Supplier<Extent> extent) {}
