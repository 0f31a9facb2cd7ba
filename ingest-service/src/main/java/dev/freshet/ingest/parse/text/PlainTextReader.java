package dev.freshet.ingest.parse.text;

import dev.freshet.ingest.parse.blocks.BlockReader;
import dev.freshet.ingest.parse.blocks.BlockSink;
import dev.freshet.ingest.parse.blocks.Lines;
import dev.freshet.ingest.parse.blocks.Source;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plain text: blank lines part paragraphs, hard line breaks within them go. Lines that begin with a
 * bullet or a number are list items of their own.
 */
public final class PlainTextReader implements BlockReader {
  private static final Pattern ITEM =
      Pattern.compile("^\\s{0,12}(?:[-*+\u2022\u2023\u25E6\u00B7]|\\d{1,3}[.)])\\s+(.*)$");

  @Override
  public void read(Source source, BlockSink sink) {
    sink.expect(TextDecoder.leastCharacters(source.content()));
    paragraphs(TextDecoder.decode(source), sink);
  }

  /** The same for text already decoded. */
  public static void paragraphs(String text, BlockSink sink) {
    for (String paragraph : Lines.paragraphs(text.replace('\f', '\n'))) {
      paragraph(paragraph, sink);
    }
  }

  private static void paragraph(String paragraph, BlockSink sink) {
    StringBuilder running = new StringBuilder();
    boolean item = false;
    for (String line : (Iterable<String>) paragraph.lines()::iterator) {
      Matcher matcher = ITEM.matcher(line);
      if (matcher.matches()) {
        flush(running, item, sink);
        item = true;
        running.append(matcher.group(1)).append('\n');
      } else {
        running.append(line).append('\n');
      }
    }
    flush(running, item, sink);
  }

  private static void flush(StringBuilder running, boolean item, BlockSink sink) {
    String text = Lines.join(running.toString());
    running.setLength(0);
    if (item) {
      sink.listItem(1, text);
    } else {
      sink.paragraph(text);
    }
  }
}
