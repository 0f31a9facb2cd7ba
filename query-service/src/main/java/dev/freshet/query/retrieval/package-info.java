/**
 * The words of retrieval: what search answers, and what context, answers and tools are made from. A
 * JSON request enters {@link dev.freshet.query.retrieval.SearchReader} and leaves as a {@link
 * dev.freshet.query.retrieval.SearchRequest}; a {@link dev.freshet.query.retrieval.Retriever} takes
 * it and gives {@link dev.freshet.query.retrieval.Retrieved}: scored passages as of one {@link
 * dev.freshet.query.retrieval.View}. What is wrong with a request fails as a 400 problem naming the
 * field and the fix. Bounded are the query's length, the limit, the filter's size, the cursor's,
 * the number of facets and the wait. What a former state shows is asked of a {@link
 * dev.freshet.query.retrieval.Past}.
 *
 * <pre>JSON ─► SearchReader ─► SearchRequest ─► Retriever ─► Retrieved ─► ResultJson ─► JSON</pre>
 */
package dev.freshet.query.retrieval;
