/**
 * The services apart: the jobs, and the query service, each as a program of its own over an
 * existing Kafka cluster and Qdrant.
 *
 * <pre>
 *   documents ──► [ingest-service] ──► embedded.&lt;gen&gt; ──► [ingest-service] ──► Qdrant
 *                   as many as            on Kafka              │                │
 *                   there is work                               └► index-events ─┴─► [query-service]
 *                                                                                     as many as asked
 * </pre>
 *
 * <p>Settings enter; what all processes of one line have in common ({@link
 * dev.freshet.standalone.process.LineSettings}) must be the same in each, for it names the
 * generation they work on. What is wrong with the settings is refused at the start; what does not
 * answer is waited for, and health says which. Ending has a deadline; what was in flight is done by
 * others.
 */
package dev.freshet.standalone.apart;
