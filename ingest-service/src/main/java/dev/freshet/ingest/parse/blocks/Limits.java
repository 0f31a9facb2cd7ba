package dev.freshet.ingest.parse.blocks;

/**
 * What one file may become, embedded documents included.
 *
 * @param characters of text
 * @param blocks of every kind
 * @param embeddedDocuments inside the file, at any depth
 * @param depth of documents inside documents
 * @param unpackedBytes of all embedded documents together
 */
public record Limits(
    long characters, int blocks, int embeddedDocuments, int depth, long unpackedBytes) {

  /** Ten million characters, 200,000 blocks, 1,000 documents inside, ten deep, 100 MB unpacked. */
  public static final Limits DEFAULT = new Limits(10_000_000, 200_000, 1_000, 10, 100_000_000);
}
