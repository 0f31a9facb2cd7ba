/**
 * What every embedder must hold to, and a tiny one that does.
 *
 * <p>An embedder under test enters {@link dev.freshet.embedders.testkit.EmbedderContract}; named
 * test results leave. {@link dev.freshet.embedders.testkit.HashingEmbedder} stands in for a model
 * in everybody else's tests: texts enter, vectors of 64 numbers leave. Nothing here fails except an
 * assertion, or a call after closing with an {@link java.lang.IllegalStateException}. Bounded are
 * the hashing embedder's input, 512 words, and every wait of the contract, ten seconds.
 */
package dev.freshet.embedders.testkit;
