/**
 * The child process and what it says to its parent.
 *
 * <p>In come requests over standard input, each with the bytes of one file. Out go replies over
 * standard output: a parsed document, or a reason. Anything else that goes wrong ends the process,
 * and its exit code tells the parent what it was. Bounded are the length of a message and, by the
 * process's own heap, all that a file may take.
 */
package dev.freshet.ingest.parse.child;
