/**
 * Permissions travel ahead of contents. Source records of all lanes enter, read by an application
 * id of its own beside the line of flow; of each that could narrow who may read a document, a small
 * notice leaves for {@code permissions}, at once and without a look at the bytes. A record that
 * cannot be told of any document fails nowhere here: the line of flow makes it a dead letter, and
 * Kafka not answering ends the run, which begins anew. Bounded is everything by the record in hand:
 * nothing is kept between two.
 */
package dev.freshet.ingest.permissions;
