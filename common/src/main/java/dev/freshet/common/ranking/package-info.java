/**
 * Makes one list of two. The dense and the sparse candidates of a store enter; one fused list
 * leaves, best first, in an order that does not depend on the store. Nothing fails but a weight out
 * of its range, with an IllegalArgumentException. The answer is no longer than both lists together.
 */
package dev.freshet.common.ranking;
