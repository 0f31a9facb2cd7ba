package dev.freshet.ingest.parse.markdown;

import dev.freshet.ingest.parse.blocks.BlockReader;
import dev.freshet.ingest.parse.blocks.BlockSink;
import dev.freshet.ingest.parse.blocks.Source;
import dev.freshet.ingest.parse.text.TextDecoder;
import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;

/** Markdown (CommonMark, with GitHub's tables); front matter gives the title and is not text. */
public final class MarkdownReader implements BlockReader {
  private static final int MAX_NESTED_BLOCKS = 100;

  private final Parser parser =
      Parser.builder()
          .extensions(List.of(TablesExtension.create()))
          .maxOpenBlockParsers(MAX_NESTED_BLOCKS)
          .build();

  @Override
  public void read(Source source, BlockSink sink) {
    FrontMatter front = FrontMatter.split(TextDecoder.decode(source));
    sink.title(front.title());
    sink.author(front.author());
    parser.parse(front.body()).accept(new MarkdownBlocks(sink));
  }
}
