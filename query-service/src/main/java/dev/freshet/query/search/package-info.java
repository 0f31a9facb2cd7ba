/**
 * Search: a request enters, fused passages with their scores and the view they are of leave, over
 * HTTP as JSON with highlights. A wait that was too short fails as a 504 problem, a former state
 * that is no longer kept as a 410, an embedder or store that does not answer as an Outage; a
 * reranker that does not is told of, and nothing fails. Bounded are the searches at once, the depth
 * of the lists, the values of a facet and the results that cursors lead to.
 *
 * <pre>SearchRequest ─► wait ─► embed ─► Gathering: two lists, fused, fetched, deeper if need be
 *                                     └─► Reranking ─► Steps: age, diversity, groups ─► Page ─► Retrieved
 * </pre>
 */
package dev.freshet.query.search;
