package dev.freshet.ingest.parse.text;

import dev.freshet.ingest.parse.blocks.BlockReader;
import dev.freshet.ingest.parse.blocks.BlockSink;
import dev.freshet.ingest.parse.blocks.Lines;
import dev.freshet.ingest.parse.blocks.Source;
import java.util.Locale;

/**
 * Program text, configuration, JSON: blocks of code, parted where blank lines part them, so that
 * what belongs together stays together; the language is the file's ending.
 */
public final class CodeReader implements BlockReader {
  /** Shorter parts are put together up to this many characters. */
  private static final int TARGET = 800;

  @Override
  public void read(Source source, BlockSink sink) {
    sink.expect(TextDecoder.leastCharacters(source.content()));
    String language = language(source);
    StringBuilder code = new StringBuilder();
    for (String part : Lines.paragraphs(TextDecoder.decode(source))) {
      if (!code.isEmpty() && code.length() + part.length() > TARGET) {
        sink.code(language, code.toString());
        code.setLength(0);
      }
      code.append(code.isEmpty() ? "" : "\n").append(part);
    }
    sink.code(language, code.toString());
  }

  private static String language(Source source) {
    String name = source.filename();
    int dot = name.lastIndexOf('.');
    boolean ending = dot > 0 && name.length() - dot <= 8;
    if (ending) {
      return name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
    return source.contentType().equals("application/json") ? "json" : "";
  }
}
