/**
 * Rerank: a query and the texts of the best passages enter, a score for each leaves, given by a
 * model behind HTTP (Text Embeddings Inference, Cohere, Jina). Where it is late, broken or busy,
 * NotReranked says so, and nobody's search fails for it. Bounded are the texts, their length, the
 * time, the answer's size and the requests at once; none is made twice.
 *
 * <pre>query, texts ─► Reranker ─► scores | NotReranked</pre>
 */
package dev.freshet.query.rerank;
