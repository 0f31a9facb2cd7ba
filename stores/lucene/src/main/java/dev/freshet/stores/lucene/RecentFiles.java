package dev.freshet.stores.lucene;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.NRTCachingDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder whose small new files stay in memory until a commit names them: what becomes visible
 * document by document would else make and delete a dozen files on the disk for each, and wait for
 * whoever is making something durable there (decision 0044).
 */
final class RecentFiles extends NRTCachingDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(RecentFiles.class);
  private static final double SEGMENT_MIB = 4;
  private static final double MIB = 32;
  private static final int UNSIZED_MIB = 16;

  private final boolean small;

  /**
   * @param bufferMib how much its writer buffers
   */
  RecentFiles(Directory disk, int bufferMib) {
    super(disk, SEGMENT_MIB, MIB);
    this.small = bufferMib <= UNSIZED_MIB;
  }

  static Directory open(Path folder, int bufferMib) throws IOException {
    return new RecentFiles(FSDirectory.open(folder), bufferMib);
  }

  /**
   * Of what it writes while a segment fills Lucene tells no size: vectors, about as much as its
   * writer's buffer, and texts, of which as much comes. Mostly it is small; where the buffer is
   * large, or much is in memory already, it goes to the disk.
   */
  @Override
  protected boolean doCacheWrite(String name, IOContext context) {
    boolean sized = context.mergeInfo() != null || context.flushInfo() != null;
    return sized
        ? super.doCacheWrite(name, context)
        : small && !namesSegments(name) && ramBytesUsed() < (long) UNSIZED_MIB << 20;
  }

  /** A commit is nothing before it is on the disk. */
  private static boolean namesSegments(String name) {
    return name.startsWith(IndexFileNames.SEGMENTS)
        || name.startsWith(IndexFileNames.PENDING_SEGMENTS);
  }

  /** It also writes what is in memory, of which nothing is committed: that comes again. */
  @Override
  public void close() {
    try {
      super.close();
    } catch (IOException e) {
      LOG.warn("segments that no commit names were not written at the end: {}", e.toString());
    }
  }
}
