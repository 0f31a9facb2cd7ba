/**
 * The port to an embedding model, and what makes two vectors comparable. Texts enter; unit vectors
 * leave, in order, and a generation names the set-up that made them. A model that does not answer
 * is an Outage, a text it will never take is a Refused. At most as many calls run at once as the
 * embedder asks for, and whoever waits is a thread that asked.
 */
package dev.freshet.common.embed;
