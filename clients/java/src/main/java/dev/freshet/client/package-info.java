/**
 * The client for Java programs: a call enters as a typed request, a typed answer leaves. What the
 * service refuses fails as {@link dev.freshet.client.FreshetProblem}, a service that does not
 * answer as {@link dev.freshet.client.FreshetUnreachable}, an interrupt as {@link
 * dev.freshet.client.FreshetInterrupted} with the thread's flag set. Bounded are the time of each
 * call, its attempts and the waits between them, the size of an answer, a line and an event of a
 * stream, and how long a stream may be silent.
 *
 * <p>Calls block. On virtual threads a blocked call costs next to nothing, so there is no second,
 * asynchronous form of each.
 *
 * <pre>request ─► FreshetClient ─► Transport ─► Attempts ─► JDK's HttpClient ─► records</pre>
 */
package dev.freshet.client;
