/**
 * What every store is held against: contract suites to extend, an oracle to compare with and a
 * decorator that watches the caller.
 *
 * <p>In comes a way to open a store; out come tests, one for each law of the ports. A store that
 * breaks a law fails the test of its name; a caller that breaks one meets an AssertionError from
 * {@link dev.freshet.stores.testkit.AssertingPassageStore}. The oracle and the memory catalogue
 * keep everything in memory and are for tests alone: nothing in them is bounded.
 */
package dev.freshet.stores.testkit;
