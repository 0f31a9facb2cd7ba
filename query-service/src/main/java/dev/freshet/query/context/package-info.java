/**
 * Context: a search enters, a text that fits a token budget leaves, with numbered citations, to be
 * put into a prompt. Neighbouring passages become one readable run, near-duplicates are dropped,
 * text that tries to instruct the model is fenced and flagged. What is wrong with a request fails
 * as a 400 problem naming the field and the fix; else it fails as search does; passages of two
 * versions of one document are a bug and fail as one. Bounded are the budget and the passages
 * looked at.
 *
 * <pre>ContextRequest ─► Retriever ─► Sieve ──► Packing ◄──► Tokenizers
 *                                  │           │
 *                              Suspicion,      └─► Run, Layout ─► Context{text, citations}
 *                              NearDuplicates</pre>
 */
package dev.freshet.query.context;
