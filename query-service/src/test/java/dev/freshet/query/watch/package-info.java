/** Tests of standing queries, without HTTP. */
package dev.freshet.query.watch;
