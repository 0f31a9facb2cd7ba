package dev.freshet.evaluation.cutting;

import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.PassageSettings;
import dev.freshet.ingest.embed.PassageCutter;
import dev.freshet.ingest.parse.blocks.BlockSink;
import dev.freshet.ingest.parse.blocks.Limits;
import dev.freshet.ingest.parse.blocks.Source;
import dev.freshet.ingest.parse.text.PlainTextReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** As a text published to Freshet is cut. */
final class FreshetCutter implements Cutter {
  private final int maxTokens;
  private final PassageCutter cutter;

  FreshetCutter(Embedder embedder, int maxTokens) {
    this.maxTokens = maxTokens;
    Generation generation = new Generation(embedder.identity(), new PassageSettings(maxTokens, 0));
    cutter = new PassageCutter(generation, embedder.tokenizer());
  }

  @Override
  public String name() {
    return "Freshet, " + maxTokens + " tokens at most";
  }

  @Override
  public List<Cut> cut(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Source source = new Source(bytes, "a.txt", "text/plain", "utf-8");
    BlockSink sink = new BlockSink(Limits.DEFAULT, bytes.length);
    new PlainTextReader().read(source, sink);
    ParsedDocument document = sink.document(source);
    return cutter.cut(document).stream().map(p -> new Cut(p.text(), p.embedded())).toList();
  }
}
