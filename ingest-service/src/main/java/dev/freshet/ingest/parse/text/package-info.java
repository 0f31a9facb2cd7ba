/**
 * Readers of plain text, program text and tables of separated values.
 *
 * <p>In come bytes whose encoding nobody may have told. Out go paragraphs, items, rows or code.
 * Nothing fails here: a byte that means nothing is left out. Bounded by the sink's limits.
 */
package dev.freshet.ingest.parse.text;
