/**
 * The embedded Kafka broker: one node that is broker and controller, with its data on disk.
 *
 * <p>A folder and a port enter. A broker that answers on 127.0.0.1 leaves. A busy port or a folder
 * that another version wrote fails as {@link dev.freshet.standalone.broker.BrokerRefused} with one
 * line for a person. Threads, buffers and message sizes are bounded in {@code BrokerProperties}.
 */
package dev.freshet.standalone.broker;
