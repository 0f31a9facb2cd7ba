/**
 * Freshet for Spring AI: a query enters, documents leave with metadata, id and score. It fails as
 * the client fails, and is bounded as the client is.
 *
 * <pre>Query ─► Search ─► FreshetClient ─► Document</pre>
 */
package dev.freshet.client.springai;
