package dev.freshet.ingest.parse.markdown;

import dev.freshet.ingest.parse.blocks.BlockReader;
import dev.freshet.ingest.parse.blocks.BlockSink;
import dev.freshet.ingest.parse.blocks.Source;
import dev.freshet.ingest.parse.text.TextDecoder;
import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;

/**
 * Markdown (CommonMark, with GitHub's tables). Front matter gives title and author; the rest of it
 * is kept as it stands, a block for each of its paragraphs.
 */
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
    front.facts().forEach(facts -> sink.code("yaml", facts));
    parser.parse(front.body()).accept(new MarkdownBlocks(sink));
  }
}
