/**
 * Everything that is counted. Durations and counts enter; Prometheus' text leaves. Counting never
 * fails what is counted. Labels come from closed lists and the configured sources, so the number of
 * series is bounded.
 */
package dev.freshet.common.telemetry;
