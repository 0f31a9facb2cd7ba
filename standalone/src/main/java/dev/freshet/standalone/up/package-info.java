/**
 * Everything in one process: the broker, the jobs, the store, the query service, in the order in
 * which they need each other.
 *
 * <p>Settings enter. A running service and a dozen lines for a person leave. What cannot start
 * fails as {@link dev.freshet.standalone.process.StartRefused} with one line that says what to do.
 * Starting and stopping have deadlines; the log rolls at a fixed size.
 */
package dev.freshet.standalone.up;
