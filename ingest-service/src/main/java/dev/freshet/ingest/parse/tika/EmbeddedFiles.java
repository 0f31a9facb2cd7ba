package dev.freshet.ingest.parse.tika;

import dev.freshet.ingest.parse.blocks.BlockSink;
import dev.freshet.ingest.parse.blocks.OverLimit;
import dev.freshet.ingest.parse.blocks.Source;
import dev.freshet.ingest.parse.blocks.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
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

  /** A document inside is read up to the size that a file may have by default. */
  private static final long LARGEST = 50_000_000;

  private final FileReader files;
  private final BlockSink sink;
  private final boolean inMail;
  private int handedOver;

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
    handedOver++;
    String given = metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY);
    String name = given == null ? "" : given.substring(given.lastIndexOf('/') + 1);
    byte[] bytes = bytes(stream);
    if (bytes == null) {
      sink.notice(what(name) + " is larger than " + LARGEST + " bytes and was left out");
      return;
    }
    Source source = files.source(bytes, name, type(metadata));
    if (bytes.length == 0 || !isDocument(source.contentType()) || isUnknown(name, source)) {
      return;
    }
    BlockSink inside = isBody(name, source) ? sink : sink.embedded(name, source.contentType());
    try {
      files.read(source, inside);
    } catch (Unreadable e) {
      if (OverLimit.in(e) != null) {
        throw new IOException(e.getMessage(), e);
      }
      sink.notice(
          what(name) + " could not be read (" + e.reason().label() + "): " + e.getMessage());
    }
  }

  /** How many documents inside could be opened so far, whatever came of them. */
  int handedOver() {
    return handedOver;
  }

  private static String what(String name) {
    return name.isEmpty() ? "A document inside" : "The document " + name + " inside";
  }

  /** A mail's own text is no attachment, although Tika hands it over like one. */
  private boolean isBody(String name, Source source) {
    return inMail && name.isEmpty() && source.contentType().startsWith("text/");
  }

  /**
   * All bytes, as far as the limit on unpacked bytes goes; null where there are more than {@link
   * #LARGEST}, which are counted and not kept.
   */
  private byte[] bytes(InputStream stream) throws IOException {
    if (stream instanceof TikaInputStream tika
        && tika.getOpenContainer()
            instanceof org.apache.poi.poifs.filesystem.DirectoryEntry entry) {
      return OleContainer.bytes(entry, sink);
    }
    List<byte[]> portions = new ArrayList<>();
    long size = 0;
    for (byte[] portion = stream.readNBytes(PORTION);
        portion.length > 0;
        portion = stream.readNBytes(PORTION)) {
      sink.unpacked(portion.length);
      size += portion.length;
      if (size <= LARGEST) {
        portions.add(portion);
      } else {
        portions.clear();
      }
    }
    return size <= LARGEST ? joined(portions, (int) size) : null;
  }

  private static byte[] joined(List<byte[]> portions, int size) {
    if (portions.size() == 1) {
      return portions.getFirst();
    }
    byte[] all = new byte[size];
    int at = 0;
    for (byte[] portion : portions) {
      System.arraycopy(portion, 0, all, at, portion.length);
      at += portion.length;
    }
    return all;
  }
}
