/**
 * The commands of the command line, one class each.
 *
 * <p>Arguments enter. Text for a person or JSON for a program leaves, and an exit code of {@link
 * dev.freshet.standalone.commands.ExitCode}. Failures are one line on standard error. Waits have
 * the deadline that the caller gives, uploads run at most a few at a time.
 */
package dev.freshet.standalone.commands;
