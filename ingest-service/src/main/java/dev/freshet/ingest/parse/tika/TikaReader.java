package dev.freshet.ingest.parse.tika;

import dev.freshet.common.failure.Reason;
import dev.freshet.ingest.parse.blocks.BlockReader;
import dev.freshet.ingest.parse.blocks.BlockSink;
import dev.freshet.ingest.parse.blocks.Content;
import dev.freshet.ingest.parse.blocks.OverLimit;
import dev.freshet.ingest.parse.blocks.Source;
import dev.freshet.ingest.parse.blocks.Unreadable;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.UnsupportedFormatException;
import org.apache.tika.exception.ZeroByteFileException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.HttpHeaders;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.SecureContentHandler;
import org.xml.sax.SAXException;

/** Reads a file with one of Tika's parsers, whose events become blocks. */
final class TikaReader implements BlockReader {
  private static final int CAUSES = 20;

  private final Parser parser;
  private final FileReader files;

  TikaReader(Parser parser, FileReader files) {
    this.parser = parser;
    this.files = files;
  }

  @Override
  public void read(Source source, BlockSink sink) throws Unreadable {
    Metadata metadata = new Metadata();
    metadata.set(HttpHeaders.CONTENT_TYPE, source.contentType());
    if (!source.filename().isEmpty()) {
      metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, source.filename());
    }
    XhtmlBlocks blocks = new XhtmlBlocks(sink, source.contentType().equals("application/pdf"));
    EmbeddedFiles inside = new EmbeddedFiles(files, sink, FileMetadata.isMail(source));
    try (TikaInputStream stream = stream(source)) {
      SecureContentHandler secure = new SecureContentHandler(blocks, stream);
      try {
        parser.parse(stream, secure, metadata, context(inside));
      } catch (SAXException e) {
        secure.throwIfCauseOf(e);
        throw e;
      }
      blocks.end();
      tellOfTheEncrypted(metadata, inside, sink);
    } catch (IOException | SAXException | TikaException | RuntimeException e) {
      throw unreadable(e, source);
    }
    FileMetadata.tell(metadata, source, sink);
  }

  /** From the disk where the file is there: Tika's readers then take what they need of it. */
  static TikaInputStream stream(Source source) throws IOException {
    return switch (source.content()) {
      case Content.Held(byte[] bytes) -> TikaInputStream.get(bytes);
      case Content.OnDisk(Path path, _) -> TikaInputStream.get(path);
    };
  }

  private static ParseContext context(EmbeddedFiles inside) {
    ParseContext context = TikaSettings.context();
    context.set(EmbeddedDocumentExtractor.class, inside);
    return context;
  }

  /**
   * What Tika passed over in an archive for want of its password: noted, and the end of an archive
   * of which nothing else was read.
   */
  private static void tellOfTheEncrypted(Metadata metadata, EmbeddedFiles inside, BlockSink sink)
      throws EncryptedDocumentException {
    for (String trace :
        metadata.getValues(TikaCoreProperties.TIKA_META_EXCEPTION_EMBEDDED_STREAM)) {
      if (trace.startsWith(EncryptedDocumentException.class.getName())) {
        if (inside.handedOver() == 0) {
          throw new EncryptedDocumentException("all of it");
        }
        sink.notice("A document inside is encrypted and was left out");
      }
    }
  }

  private static Unreadable unreadable(Exception thrown, Source source) {
    OverLimit limit = OverLimit.in(thrown);
    if (limit != null) {
      return limit.unreadable();
    }
    Throwable cause = thrown;
    for (int i = 0; i < CAUSES && cause != null; i++, cause = cause.getCause()) {
      Reason reason = reason(cause);
      if (reason != Reason.CORRUPT) {
        return new Unreadable(reason, reason.sentence(), thrown);
      }
    }
    return new Unreadable(
        Reason.CORRUPT,
        "the file ("
            + source.contentType()
            + ") is truncated or damaged: "
            + thrown.getClass().getSimpleName(),
        thrown);
  }

  private static Reason reason(Throwable cause) {
    String message = cause.getMessage() == null ? "" : cause.getMessage();
    return switch (cause) {
      case EncryptedDocumentException _ -> Reason.ENCRYPTED;
      case org.apache.poi.EncryptedDocumentException _ -> Reason.ENCRYPTED;
      case ZeroByteFileException _ -> Reason.EMPTY;
      case UnsupportedFormatException _ -> Reason.UNSUPPORTED;
      default ->
          message.contains("zip bomb") || message.contains("Zip bomb")
              ? Reason.BOMB
              : Reason.CORRUPT;
    };
  }
}
