/**
 * Whether retrieval, fine-tuning or both answer best: questions with the answers that count as
 * right enter, and two models behind OpenAI-compatible endpoints; the figures of three arms leave,
 * paired tests between them, and how long each takes to know a new fact. A collection, a {@code
 * model.json} or options that cannot be used fail as an {@link
 * dev.freshet.evaluation.quality.UnusableCollection} or an IllegalArgumentException; an endpoint
 * that does not answer ends the run. Bounded by the questions asked for, by five facts, and by how
 * often each is asked for.
 *
 * <pre>
 *              ┌─► RAG:        Freshet, base model ──┐
 * QuestionSet ─┼─► fine-tuned: tuned model alone ────┼─► Told ─► Figures, PairedTest ─► page, JSON
 *              └─► hybrid:     Freshet, tuned model ─┘
 *     NewFacts ─► the same Freshets ─► TakenIn
 * </pre>
 *
 * <p>{@code StandIn} takes the place of the models where there are none. It is no model: it shows
 * that the harness works, and says nothing about models.
 */
package dev.freshet.evaluation.arms;
