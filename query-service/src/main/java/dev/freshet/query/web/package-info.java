/**
 * The door: HTTP requests enter from the network, replies and problem documents leave; nothing else
 * here knows the HTTP library. What goes wrong becomes a problem of RFC 9457 in one place: the
 * caller's fault 4xx, an outage 503, a bug 500 without details. Plain or TLS; a certificate that
 * cannot be used fails at start as {@link dev.freshet.query.web.InvalidCertificate}. A stream ends
 * with the credential that it was asked with. Bounded are requests at once, headers, JSON bodies
 * and the time a silent connection is kept.
 *
 * <pre>socket ─► Door ─► Router ─► access ─► Handler ─► Reply
 *             └──── StaticFiles</pre>
 */
package dev.freshet.query.web;
