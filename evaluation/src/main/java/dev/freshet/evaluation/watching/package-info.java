/**
 * What standing queries cost: numbers of queries enter, the time that one new passage takes among
 * them leaves, beside the time of asking query after query. Nothing fails. Bounded by the number of
 * passages measured.
 */
package dev.freshet.evaluation.watching;
