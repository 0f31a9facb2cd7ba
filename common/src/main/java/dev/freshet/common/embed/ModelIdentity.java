package dev.freshet.common.embed;

/**
 * What makes two vectors comparable.
 *
 * @param name the model as a person knows it, such as {@code bge-small-en-v1.5-int8}
 * @param dimension numbers in a vector
 * @param maxTokens the longest input in tokens, the model's own marks included
 * @param fingerprint changes whenever any vector could: weights, graph, runtime version, prefixes,
 *     pooling
 */
public record ModelIdentity(String name, int dimension, int maxTokens, String fingerprint) {}
