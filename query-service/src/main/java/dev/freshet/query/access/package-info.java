/**
 * Who is calling: an {@code Authorization} header enters, a {@link
 * dev.freshet.query.exchange.Caller} leaves. A missing or unknown key fails as a 401 problem, a
 * broken key file at start as {@link dev.freshet.query.access.InvalidKeys} that names entry and
 * field. Without a key file everyone is the default tenant, and the service must be bound to
 * loopback. The file has at most 10,000 keys.
 */
package dev.freshet.query.access;
