/**
 * Whether a text tries to instruct the model that reads it. Any text enters {@link
 * dev.freshet.query.context.suspicion.Suspicion}; the names of the rules that found something
 * leave. Nothing fails. Bounded is the time: every rule looks at a text once, from start to end,
 * and at a fixed stretch from each place.
 *
 * <pre>text ─► Reading (as a reader sees it: words and what they mean) ─► Rule… ─► names</pre>
 *
 * <p>Rules find what is written down here and no more. They do not make a text safe: an answer's
 * model has to treat all sources as data.
 */
package dev.freshet.query.context.suspicion;
