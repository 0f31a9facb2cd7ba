/**
 * The second step of the flow: documents cut into passages, and the passages embedded.
 *
 * <pre>
 *   parsed ──► PassageCutter ──► PassageEmbedding ──► embedded.&lt;gen&gt;
 *                                  │        ▲
 *                                  ▼        └── VectorCache, then the store: what stayed the same
 *                               embedder, all callers at once
 * </pre>
 *
 * <p>Records of {@code parsed} enter. Each leaves as one record of {@code embedded.<generation>},
 * in the order of its partition, with the vector of every passage. A text that the embedder refuses
 * for good makes a dead document and a dead letter, for which the record as published is read again
 * from its source topic; an embedder or a broker that is away is waited for. Documents in flight,
 * calls at once and vectors kept are bounded.
 */
package dev.freshet.ingest.embed;
