package dev.freshet.stores.lucene;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.NRTCachingDirectory;

/**
 * How an index is opened, for the first time and again.
 *
 * @param folder where it lies
 * @param files opens the folder; another only in tests
 * @param config made anew for each writer, as Lucene wants it
 * @param marks what the index must be marked with; one that is marked otherwise is refused
 */
record IndexOpening(
    Path folder, Files files, Supplier<IndexWriterConfig> config, Map<String, String> marks) {

  /** Opens a folder. */
  interface Files {
    Directory open(Path folder) throws IOException;
  }

  /** Segments up to so many MiB, and so many together, stay in memory until the next commit. */
  private static final double CACHED_SEGMENT_MIB = 4;

  private static final double CACHED_MIB = 32;

  Directory directory() throws IOException {
    return new NRTCachingDirectory(files.open(folder), CACHED_SEGMENT_MIB, CACHED_MIB);
  }

  /**
   * @throws IllegalStateException when another process holds the folder, or its marks differ
   */
  IndexWriter writer(Directory directory) throws IOException {
    IndexWriter writer = null;
    try {
      writer = new IndexWriter(directory, config.get().setCommitOnClose(false));
      CommitData.check(folder, marks, writer);
      return writer;
    } catch (LockObtainFailedException e) {
      throw new IllegalStateException(
          "the index in "
              + folder
              + " is in use by another process: stop that one, or give another data folder",
          e);
    } catch (IOException | RuntimeException e) {
      if (writer != null) {
        writer.rollback();
      }
      throw e;
    }
  }
}
