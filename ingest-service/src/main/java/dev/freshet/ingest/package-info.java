/**
 * The line of flow from published file to retrievable passage: {@code Flow} lists the jobs in
 * order, and {@code IngestService} runs them.
 *
 * <p>Records of the source topics enter. Passages leave into the store, what became of each record
 * into {@code index-events}, and files that cannot be read into {@code dead-letters}. Outages of
 * Kafka, the store, the parser or the embedder stop a job and nothing else, show in its health, and
 * lose nothing. Each job's work in flight is bounded in documents and bytes for each partition.
 */
package dev.freshet.ingest;
