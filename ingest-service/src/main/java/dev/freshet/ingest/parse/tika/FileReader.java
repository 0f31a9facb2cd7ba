package dev.freshet.ingest.parse.tika;

import dev.freshet.common.document.Block;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.failure.Reason;
import dev.freshet.ingest.parse.blocks.BlockReader;
import dev.freshet.ingest.parse.blocks.BlockSink;
import dev.freshet.ingest.parse.blocks.Limits;
import dev.freshet.ingest.parse.blocks.OverLimit;
import dev.freshet.ingest.parse.blocks.Source;
import dev.freshet.ingest.parse.blocks.Unreadable;
import dev.freshet.ingest.parse.html.HtmlReader;
import dev.freshet.ingest.parse.markdown.MarkdownReader;
import dev.freshet.ingest.parse.text.CodeReader;
import dev.freshet.ingest.parse.text.CsvReader;
import dev.freshet.ingest.parse.text.PlainTextReader;
import java.util.Optional;
import java.util.Set;
import org.apache.tika.parser.Parser;

/**
 * Reads any file: finds out its kind and gives it to the reader for that. Safe to use from several
 * threads.
 */
public final class FileReader {
  private static final Set<String> PROSE =
      Set.of(
          "text/plain",
          "text/x-log",
          "text/troff",
          "text/x-rst",
          "text/asciidoc",
          "text/x-asciidoc");

  private volatile boolean shaken;
  private final FileTypes types = new FileTypes();
  private final TikaReaders tika = new TikaReaders();
  private final BlockReader plain = new PlainTextReader();
  private final BlockReader code = new CodeReader();
  private final BlockReader csv = new CsvReader();
  private final BlockReader html = new HtmlReader();
  private final BlockReader markdown = new MarkdownReader();

  /**
   * Reads a file.
   *
   * @param bytes all of it
   * @param filename a hint; empty where unknown
   * @param contentType a hint; empty where unknown
   * @param limits what it may become
   * @return its blocks, and in the metadata what the file itself says
   * @throws Unreadable with a named reason
   */
  public ParsedDocument read(byte[] bytes, String filename, String contentType, Limits limits)
      throws Unreadable {
    if (bytes.length == 0) {
      throw new Unreadable(Reason.EMPTY, "the file has no bytes");
    }
    Source source = types.detect(bytes, filename, contentType);
    BlockSink sink = new BlockSink(limits, bytes.length);
    read(source, sink);
    ParsedDocument document = sink.document(source);
    if (document.blocks().stream().noneMatch(FileReader::isText)) {
      throw new Unreadable(Reason.EMPTY, "the file (" + source.contentType() + ") holds no text");
    }
    return document;
  }

  private static boolean isText(Block block) {
    return !(block instanceof Block.PageBreak || block instanceof Block.Attachment);
  }

  /** Reads a file, or one inside another, into a sink. */
  void read(Source source, BlockSink sink) throws Unreadable {
    try {
      reader(source).read(source, sink);
    } catch (OverLimit e) {
      throw e.unreadable();
    } catch (StackOverflowError e) {
      shaken = true;
      throw new Unreadable(Reason.BOMB, "the file nests too deeply to be read", e);
    }
  }

  /** Whether a file ran it out of stack, which may have left something in a library half done. */
  public boolean shaken() {
    return shaken;
  }

  /** The source that these bytes and hints make. */
  Source source(byte[] bytes, String filename, String contentType) {
    return types.detect(bytes, filename, contentType);
  }

  private BlockReader reader(Source source) throws Unreadable {
    String type = source.contentType();
    return switch (type) {
      case FileTypes.MARKDOWN -> markdown;
      case FileTypes.HTML, "application/xhtml+xml" -> html;
      case FileTypes.CSV, "text/tab-separated-values" -> csv;
      default -> other(source, type);
    };
  }

  private BlockReader other(Source source, String type) throws Unreadable {
    Optional<Parser> parser = tika.of(type);
    if (parser.isPresent()) {
      return new TikaReader(parser.get(), this);
    }
    if (PROSE.contains(type)) {
      return plain;
    }
    if (types.isText(type) || type.endsWith("xml") || type.endsWith("json")) {
      return code;
    }
    throw new Unreadable(Reason.UNSUPPORTED, "no reader is known for " + named(source) + type);
  }

  private static String named(Source source) {
    return source.filename().isEmpty() ? "" : source.filename() + ", which is ";
  }
}
