package dev.freshet.ingest.parse.blocks;

/** Reads the files of one kind, or of a few, into blocks. */
public interface BlockReader {

  /**
   * Reads one file.
   *
   * @param source the bytes and what is known about them
   * @param sink gets the blocks in reading order
   * @throws Unreadable when the file cannot be read
   */
  void read(Source source, BlockSink sink) throws Unreadable;
}
