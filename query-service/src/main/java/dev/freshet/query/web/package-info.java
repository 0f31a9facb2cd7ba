/**
 * The door: HTTP requests enter from the network, replies and problem documents leave; nothing else
 * here knows the HTTP library. What goes wrong becomes a problem of RFC 9457 in one place: the
 * caller's fault 4xx, an outage 503, a bug 500 without details. Bounded are requests at once,
 * headers, JSON bodies and the time a silent connection is kept.
 *
 * <pre>socket ─► Door ─► Router ─► access ─► Handler ─► Reply
 *             └──── StaticFiles</pre>
 */
package dev.freshet.query.web;
