/**
 * How well documents are cut into passages: long texts enter, with questions whose answers are runs
 * of characters in them; recall, precision and overlap of the characters that the first passages
 * found cover leave, for Freshet's cutter and for recursive splitting at equal size. The measure
 * knows nothing of how either cuts, so it judges both alike (Smith and Troynikov, Evaluating
 * Chunking Strategies for Retrieval, Chroma 2024). Files that cannot be read fail as an {@link
 * dev.freshet.evaluation.quality.UnusableCollection}. Bounded by what fits in memory: some
 * megabytes of text.
 *
 * <pre>
 *   texts ─► Cutter ─► Piece: where it stands ─► SmallIndex ─┐
 *   questions ───────────────────────────────────────────────┴─► SpanScores ─► page, JSON
 * </pre>
 */
package dev.freshet.evaluation.cutting;
