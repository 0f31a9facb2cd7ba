/**
 * Threads, and who gets the processors where there are too few. Threads and processes enter, and
 * give way to others from then on; nothing leaves. Where the system does not allow it, nothing is
 * done, and the log says so.
 */
package dev.freshet.common.scheduling;
