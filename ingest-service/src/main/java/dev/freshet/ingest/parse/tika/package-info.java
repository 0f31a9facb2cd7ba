/**
 * Which file is what, and the readers that are Tika's.
 *
 * <p>In come bytes with hints. Out go blocks, from our own readers for text and from Tika's parsers
 * for the rest, documents inside documents included. What Tika throws becomes a named reason; a
 * document inside that cannot be read becomes a notice. Bounded are depth, number and unpacked size
 * of documents inside, and the ratio of text to bytes.
 */
package dev.freshet.ingest.parse.tika;
