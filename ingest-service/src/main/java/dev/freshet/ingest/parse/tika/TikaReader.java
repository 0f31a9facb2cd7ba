package dev.freshet.ingest.parse.tika;

import dev.freshet.common.failure.Reason;
import dev.freshet.ingest.parse.blocks.BlockReader;
import dev.freshet.ingest.parse.blocks.BlockSink;
import dev.freshet.ingest.parse.blocks.OverLimit;
import dev.freshet.ingest.parse.blocks.Source;
import dev.freshet.ingest.parse.blocks.Unreadable;
import java.io.IOException;
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
    try (TikaInputStream stream = TikaInputStream.get(source.bytes())) {
      SecureContentHandler secure = new SecureContentHandler(blocks, stream);
      try {
        parser.parse(stream, secure, metadata, context(source, sink));
      } catch (SAXException e) {
        secure.throwIfCauseOf(e);
        throw e;
      }
      blocks.end();
    } catch (IOException | SAXException | TikaException | RuntimeException e) {
      throw unreadable(e, source);
    }
    FileMetadata.tell(metadata, source, sink);
  }

  private ParseContext context(Source source, BlockSink sink) {
    ParseContext context = TikaSettings.context();
    context.set(
        EmbeddedDocumentExtractor.class,
        new EmbeddedFiles(files, sink, FileMetadata.isMail(source)));
    return context;
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
