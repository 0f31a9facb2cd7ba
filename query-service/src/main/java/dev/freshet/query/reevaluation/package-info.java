/**
 * Whether retrieval is still as good as it was.
 *
 * <pre>
 *   questions, what answers them ──► Questioning ──► Round ──► Comparison ──► figures, Advice
 *                                       │  ▲                      ▲
 *                            Retriever ◄┘  └ catalogue            └ baseline, kept in a file
 * </pre>
 *
 * <p>In come a file of questions, each with the documents that answer it, and what a search of each
 * asker finds; out go measures, and whether they fell below the baseline by more than chance. A
 * file that cannot be used is refused at the start as {@link
 * dev.freshet.query.reevaluation.InvalidQuestions}; later, and where search, catalogue or disk do
 * not answer, a round ends early, is told as a trouble, and begins anew. Bounded are the questions
 * (one at a time, with pauses), the file, the rounds that are remembered, and the kept baseline.
 */
package dev.freshet.query.reevaluation;
