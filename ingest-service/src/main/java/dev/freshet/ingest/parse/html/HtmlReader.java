package dev.freshet.ingest.parse.html;

import dev.freshet.ingest.parse.blocks.BlockReader;
import dev.freshet.ingest.parse.blocks.BlockSink;
import dev.freshet.ingest.parse.blocks.Source;
import dev.freshet.ingest.parse.text.TextDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Web pages: their content as blocks, menus and the like told apart. */
public final class HtmlReader implements BlockReader {
  private static final int HEAD = 4096;
  private static final Pattern CHARSET =
      Pattern.compile("(?i)<meta[^>]{0,200}charset\\s*=\\s*[\"']?\\s*([\\w.:-]{2,40})");

  @Override
  public void read(Source source, BlockSink sink) {
    Document page = Jsoup.parse(TextDecoder.decode(withDeclaredCharset(source)));
    sink.title(meta(page, "property", "og:title"));
    sink.title(page.title());
    sink.author(meta(page, "name", "author"));
    sink.times(
        instant(meta(page, "property", "article:published_time")),
        instant(meta(page, "property", "article:modified_time")));
    new HtmlBlocks(sink, Boilerplate.of(page.body())).read(page.body());
  }

  private static Source withDeclaredCharset(Source source) {
    if (!source.hintedCharset().isEmpty()) {
      return source;
    }
    byte[] head = source.content().head(HEAD);
    Matcher matcher = CHARSET.matcher(new String(head, StandardCharsets.ISO_8859_1));
    return matcher.find()
        ? new Source(source.content(), source.filename(), source.contentType(), matcher.group(1))
        : source;
  }

  private static String meta(Document page, String attribute, String value) {
    Element meta = page.head().selectFirst("meta[" + attribute + "=" + value + "]");
    return meta == null ? "" : meta.attr("content");
  }

  private static Optional<Instant> instant(String text) {
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
