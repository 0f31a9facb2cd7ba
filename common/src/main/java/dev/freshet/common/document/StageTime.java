package dev.freshet.common.document;

/**
 * When a stage worked on a document, by that machine's clock.
 *
 * @param stage which stage
 * @param startMicros microseconds since the epoch when it took the document up
 * @param endMicros microseconds since the epoch when it was done
 */
public record StageTime(Stage stage, long startMicros, long endMicros) {}
