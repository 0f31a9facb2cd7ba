package dev.freshet.ingest.parse.tika;

import dev.freshet.ingest.parse.blocks.BlockSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.EntryUtils;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Old Office documents embed others as folders of their own file: such a folder as a file. */
final class OleContainer {
  private OleContainer() {}

  static byte[] bytes(DirectoryEntry folder, BlockSink sink) throws IOException {
    try (POIFSFileSystem file = new POIFSFileSystem()) {
      EntryUtils.copyNodes(folder, file.getRoot());
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      file.writeFilesystem(bytes);
      sink.unpacked(bytes.size());
      return bytes.toByteArray();
    }
  }
}
