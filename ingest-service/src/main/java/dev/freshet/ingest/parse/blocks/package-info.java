/**
 * What all readers share: where the bytes come from and where blocks go.
 *
 * <p>In comes a {@link dev.freshet.ingest.parse.blocks.Source}. Out go blocks into a {@link
 * dev.freshet.ingest.parse.blocks.BlockSink}, which makes text uniform. A file that cannot be read
 * is {@link dev.freshet.ingest.parse.blocks.Unreadable}, a passed limit {@link
 * dev.freshet.ingest.parse.blocks.OverLimit}. Bounded by {@link
 * dev.freshet.ingest.parse.blocks.Limits}: characters, blocks, documents inside and what they
 * unpack to.
 */
package dev.freshet.ingest.parse.blocks;
