/**
 * What speaks for an answer: a question and numbered sources enter {@link
 * dev.freshet.query.evidence.Extractor} and leave as the sentences that answer it best, with how
 * sure that is; a written answer and its sources enter {@link
 * dev.freshet.query.evidence.CitationCheck} and leave as sentences, each with what its citations
 * support. Pure functions of their texts but for the embedder, which fails as an Outage. Bounded
 * are the sentences looked at and those embedded.
 *
 * <pre>
 *   question, sources ─► sentences ─► by words ─► the best few by meaning ─► Quote
 *   answer, sources   ─► sentences ─► words, numbers, names, negation ─► CheckedSentence
 * </pre>
 */
package dev.freshet.query.evidence;
