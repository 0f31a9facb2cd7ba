package dev.freshet.ingest.parse.tika;

import dev.freshet.common.failure.Reason;
import dev.freshet.ingest.parse.blocks.BlockSink;
import dev.freshet.ingest.parse.blocks.OverLimit;
import dev.freshet.ingest.parse.blocks.Source;
import dev.freshet.ingest.parse.blocks.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.HttpHeaders;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.xml.sax.ContentHandler;

/**
 * Reads the documents inside a document. One that cannot be read is noted, and the rest goes on;
 * only a passed limit ends it all. Pictures, sound and the like are left out.
 */
final class EmbeddedFiles implements EmbeddedDocumentExtractor {
  private static final Set<String> SKIPPED =
      Set.of("THUMBNAIL", "METADATA", "RENDERING", "VERSION", "MACRO");
  private static final int PORTION = 64 * 1024;

  private final FileReader files;
  private final BlockSink sink;
  private final boolean inMail;

  /**
   * @param sink of the document around
   * @param inMail whether that is a mail
   */
  EmbeddedFiles(FileReader files, BlockSink sink, boolean inMail) {
    this.files = files;
    this.sink = sink;
    this.inMail = inMail;
  }

  @Override
  public boolean shouldParseEmbedded(Metadata metadata) {
    String role = metadata.get(TikaCoreProperties.EMBEDDED_RESOURCE_TYPE);
    return (role == null || !SKIPPED.contains(role)) && isDocument(type(metadata));
  }

  private static boolean isDocument(String type) {
    return !type.startsWith("image/")
        && !type.startsWith("audio/")
        && !type.startsWith("video/")
        && !type.startsWith("font/");
  }

  /** Office documents hold nameless and odd things that nobody would miss. */
  private boolean isUnknown(String name, Source source) {
    return source.contentType().equals("application/octet-stream")
        && !inMail
        && (name.isEmpty() || name.endsWith(".svm") || name.endsWith(".bin"));
  }

  private static String type(Metadata metadata) {
    String type = metadata.get(HttpHeaders.CONTENT_TYPE);
    return type == null ? "" : type;
  }

  @Override
  public void parseEmbedded(
      InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml)
      throws IOException {
    String given = metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY);
    String name = given == null ? "" : given.substring(given.lastIndexOf('/') + 1);
    byte[] bytes = bytes(stream);
    Source source = files.source(bytes, name, type(metadata));
    if (bytes.length == 0 || !isDocument(source.contentType()) || isUnknown(name, source)) {
      return;
    }
    BlockSink inside = isBody(name, source) ? sink : sink.embedded(name, source.contentType());
    try {
      files.read(source, inside);
    } catch (Unreadable e) {
      if (e.reason() == Reason.BOMB || OverLimit.in(e) != null) {
        throw new IOException(e.getMessage(), e);
      }
      String what = name.isEmpty() ? "A document inside" : "The document " + name + " inside";
      sink.notice(what + " could not be read (" + e.reason().label() + "): " + e.getMessage());
    }
  }

  /** A mail's own text is no attachment, although Tika hands it over like one. */
  private boolean isBody(String name, Source source) {
    return inMail && name.isEmpty() && source.contentType().startsWith("text/");
  }

  /** All bytes, as far as the limit on unpacked bytes goes. */
  private byte[] bytes(InputStream stream) throws IOException {
    if (stream instanceof TikaInputStream tika
        && tika.getOpenContainer()
            instanceof org.apache.poi.poifs.filesystem.DirectoryEntry entry) {
      return OleContainer.bytes(entry, sink);
    }
    java.io.ByteArrayOutputStream gathered = new java.io.ByteArrayOutputStream();
    byte[] portion = new byte[PORTION];
    for (int read = stream.read(portion); read >= 0; read = stream.read(portion)) {
      sink.unpacked(read);
      gathered.write(portion, 0, read);
    }
    return gathered.toByteArray();
  }
}
