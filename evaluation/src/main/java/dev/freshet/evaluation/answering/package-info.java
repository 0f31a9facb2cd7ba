/**
 * How good answers are: questions with the answers that count as right enter, and questions that
 * nothing answers; figures leave, each with the questions behind it. A collection that cannot be
 * read fails as an {@link dev.freshet.evaluation.quality.UnusableCollection}. The answers come from
 * a Freshet of its own, as a client gets them: quoted, or written by whatever model {@code
 * answer.endpoint} names in the environment. Bounded by the questions asked for.
 *
 * <pre>
 * Collection ─► up, publish, wait ─► Answering ─► Told ─► Overlap, Rouge, Bleu ─► Figures ─► page, JSON
 * </pre>
 */
package dev.freshet.evaluation.answering;
