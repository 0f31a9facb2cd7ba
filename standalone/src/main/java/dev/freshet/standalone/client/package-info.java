/**
 * The command line's client of the HTTP API.
 *
 * <p>A URL and requests enter. JSON leaves. A refusal is {@link
 * dev.freshet.standalone.client.Problem}, no answer {@link
 * dev.freshet.standalone.client.Unreachable}. Every call has a deadline.
 */
package dev.freshet.standalone.client;
