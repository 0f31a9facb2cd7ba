/**
 * Makes one list of two, and orders it as asked. The dense and the sparse candidates of a store
 * enter; one fused list leaves, best first, in an order that does not depend on the store. Age and
 * likeness may change it. Nothing fails but a weight out of its range, with an
 * IllegalArgumentException. The answer is no longer than both lists together. How good a ranking is
 * for one question, {@link dev.freshet.common.ranking.Measures} tell, and whether two ways to rank
 * differ, {@link dev.freshet.common.ranking.PairedTest}.
 *
 * <pre>Candidates ─► Fusion ─► (Recency: score by age) ─► (Diversity: less of the same)</pre>
 */
package dev.freshet.common.ranking;
