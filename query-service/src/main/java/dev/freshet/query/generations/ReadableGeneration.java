package dev.freshet.query.generations;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.store.Catalogue;
import dev.freshet.common.store.PassageSearcher;
import dev.freshet.common.store.StoreInspection;
import dev.freshet.common.topics.TopicNames;

/**
 * What a generation is read by.
 *
 * @param name of the generation
 * @param topics the names of its topics
 * @param documentGroups the prefix of the groups of the jobs that all generations share
 * @param groups the prefix of its own jobs' groups
 * @param searcher of its store; the caller closes it
 * @param inspection of its store
 * @param catalogue its own; the caller closes it, after the service
 * @param queryEmbedder its model, for queries; the caller closes it
 */
public record ReadableGeneration(
    String name,
    TopicNames topics,
    String documentGroups,
    String groups,
    PassageSearcher searcher,
    StoreInspection inspection,
    Catalogue catalogue,
    Embedder queryEmbedder) {}
