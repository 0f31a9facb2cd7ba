/**
 * The query service. Index events and HTTP requests enter; passages, documents and what is known
 * about freshness leave. Requests fail as problems, outages as 503 and a red health check. Bounded
 * are requests at once, bodies, waits and every list.
 */
package dev.freshet.query;
