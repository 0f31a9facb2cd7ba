package dev.freshet.ingest.parse.tika;

import dev.freshet.common.document.Block;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.failure.Reason;
import dev.freshet.ingest.parse.blocks.BlockReader;
import dev.freshet.ingest.parse.blocks.BlockSink;
import dev.freshet.ingest.parse.blocks.Content;
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

  /** Bytes that one character takes at most, in any encoding. */
  private static final int LONGEST_CHARACTER = 4;

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
   * @param content all of it
   * @param filename a hint; empty where unknown
   * @param contentType a hint; empty where unknown
   * @param limits what it may become
   * @return its blocks, and in the metadata what the file itself says
   * @throws Unreadable with a named reason
   */
  public ParsedDocument read(Content content, String filename, String contentType, Limits limits)
      throws Unreadable {
    if (content.size() == 0) {
      throw new Unreadable(Reason.EMPTY, "the file has no bytes");
    }
    Source source = types.detect(content, filename, contentType);
    requireInMemory(reader(source), source, limits);
    BlockSink sink = new BlockSink(limits, content.size());
    read(source, sink);
    ParsedDocument document = sink.document(source);
    if (document.blocks().stream().noneMatch(FileReader::isText)) {
      throw new Unreadable(Reason.EMPTY, "the file (" + source.contentType() + ") holds no text");
    }
    return document;
  }

  /** In memory, as small files are. */
  public ParsedDocument read(byte[] bytes, String filename, String contentType, Limits limits)
      throws Unreadable {
    return read(new Content.Held(bytes), filename, contentType, limits);
  }

  /**
   * Text is read as a whole: of a file on the disk no more than could still be within the limit,
   * whatever it is encoded in.
   */
  private static void requireInMemory(BlockReader reader, Source source, Limits limits)
      throws Unreadable {
    long most = limits.characters() * LONGEST_CHARACTER;
    if (source.content() instanceof Content.OnDisk(_, long size)
        && size > most
        && !(reader instanceof TikaReader)) {
      throw new Unreadable(
          Reason.TOO_LARGE,
          "a text of "
              + size
              + " bytes ("
              + source.contentType()
              + ") is longer than "
              + limits.characters()
              + " characters");
    }
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
    return types.detect(new Content.Held(bytes), filename, contentType);
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
