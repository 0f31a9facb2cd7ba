/**
 * Embedders behind an HTTP endpoint: OpenAI's protocol, which many servers speak, and Text
 * Embeddings Inference's own.
 *
 * <p>Texts enter and unit vectors leave, in batches bounded by texts and characters. Whatever may
 * pass (429, 5xx, a time-out, garbage, too few vectors, a wrong dimension, a number that is none)
 * is tried again with growing random waits and then becomes an {@link
 * dev.freshet.common.failure.Outage}; a text that the endpoint will never take (400, 413, 422 for
 * it alone) is {@link dev.freshet.common.failure.Refused}. Bounded are a batch, a request's time,
 * the attempts, a wait, and the time of all attempts together.
 *
 * <pre>
 *   texts ─► prefix, cut ─► Batches ─► Protocol.request ─► Exchange (retries) ─► Protocol.vectors
 *                              └── refused? halve until one text is left ──┘
 * </pre>
 */
package dev.freshet.embedders.http;
