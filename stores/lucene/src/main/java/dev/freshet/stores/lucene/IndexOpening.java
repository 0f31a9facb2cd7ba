package dev.freshet.stores.lucene;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;

/**
 * How an index is opened, for the first time and again.
 *
 * @param folder where it lies
 * @param files opens the folder; another only in tests
 * @param config made anew for each writer, as Lucene wants it
 * @param marks what the index must be marked with; one that is marked otherwise is refused
 * @param first what is done each time it is open, before anybody else may use it
 */
record IndexOpening(
    Path folder,
    Files files,
    Supplier<IndexWriterConfig> config,
    Map<String, String> marks,
    First first) {

  /** Puts a newly opened index in order. */
  interface First {
    void on(IndexWriter index) throws IOException;
  }

  /** Opens a folder. */
  interface Files {
    Directory open(Path folder) throws IOException;
  }

  Directory directory() throws IOException {
    return files.open(folder);
  }

  /**
   * @throws IllegalStateException when another process holds the folder, or its marks differ
   */
  IndexWriter writer(Directory directory) throws IOException {
    IndexWriter writer = null;
    try {
      boolean made = DirectoryReader.indexExists(directory);
      writer = new IndexWriter(directory, config.get().setCommitOnClose(false));
      if (made) {
        CommitData.check(folder, marks, writer);
      }
      first.on(writer);
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
