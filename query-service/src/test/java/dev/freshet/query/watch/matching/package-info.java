/** Tests of the index of queries. */
package dev.freshet.query.watch.matching;
