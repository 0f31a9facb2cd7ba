/**
 * Freshet for LangChain4j: a query enters, contents leave with metadata, name and score. It fails
 * as the client fails, and is bounded as the client is.
 *
 * <pre>Query ─► Search ─► FreshetClient ─► Content</pre>
 */
package dev.freshet.client.langchain4j;
