/**
 * The store in one process, on Apache Lucene: HNSW over float32 vectors and BM25 over analysed
 * terms, in one index.
 *
 * <p>In come replacements and deletions of documents, each with its input position; out go two
 * lists of candidates as of a read point, the passages behind them, the vectors that stand and the
 * documents that have expired. What fails of the disk fails as an Outage; a folder that another
 * process holds, or that holds vectors of another length, fails at opening as an
 * IllegalStateException. Bounded are the indexing buffer, the merge threads, the number of changes
 * between two refreshes, and the candidates of a list.
 *
 * <pre>
 *   replace ── one atomic call: end the old life, add passages and head ──▶ IndexWriter
 *   refresh ── a new reader ──▶ Snapshot ── visible, tenant, acl, filter ──▶ dense | sparse
 *   commit  ── positions taken first, then fsync ──▶ outlives kill -9
 * </pre>
 */
package dev.freshet.stores.lucene;
