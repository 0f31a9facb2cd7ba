/**
 * Everything that is counted. Durations and counts enter, and stores and Kafka clients to be
 * measured; Prometheus' text leaves, and what single meters hold. Counting never fails what is
 * counted. Labels come from closed lists and the configured sources, and of Kafka's own figures a
 * dozen a client are kept, so the number of series is bounded.
 */
package dev.freshet.common.telemetry;
