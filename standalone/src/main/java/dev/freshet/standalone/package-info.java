/**
 * Freshet's programs: all of it in one process, the services apart, and the command line.
 *
 * <p>Arguments enter. An exit code and text for a person, or JSON for a program, leave. Whatever
 * fails is told in one line on standard error. Each command has deadlines of its own.
 */
package dev.freshet.standalone;
