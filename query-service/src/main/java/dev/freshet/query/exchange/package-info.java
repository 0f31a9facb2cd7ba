/**
 * The words in which the rooms of this service speak to the door: a request enters a {@link
 * dev.freshet.query.exchange.Handler}, a reply leaves it. What the caller did wrong leaves as a
 * {@link dev.freshet.query.exchange.Problem} that names the field and the fix. Bodies are bounded
 * by the route, fields by their readers.
 *
 * <pre>web ──Request──► room ──Reply──► web
 *                    └──Problem──► web (RFC 9457)</pre>
 */
package dev.freshet.query.exchange;
