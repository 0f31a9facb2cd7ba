package dev.freshet.ingest.parse.tika;

import dev.freshet.ingest.parse.blocks.Content;
import dev.freshet.ingest.parse.blocks.Source;
import dev.freshet.ingest.parse.text.TextDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.tika.detect.CompositeDetector;
import org.apache.tika.detect.Detector;
import org.apache.tika.detect.microsoft.POIFSContainerDetector;
import org.apache.tika.detect.microsoft.ooxml.OPCPackageDetector;
import org.apache.tika.detect.zip.DefaultZipContainerDetector;
import org.apache.tika.detect.zip.OpenDocumentDetector;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;

/**
 * What kind of file it is: by its bytes first; where these say no more than text, by its name and
 * what its sender says.
 */
final class FileTypes {
  static final String MARKDOWN = "text/markdown";
  static final String HTML = "text/html";
  static final String CSV = "text/csv";

  private static final Pattern FRAGMENT =
      Pattern.compile(
          "(?is)\\A\\s*(?:<!--.{0,2000}?-->\\s*)*<(?:!doctype html|html|head|body|p|div|h[1-6]|ul|ol|table|article|section|main)\\b[^>]*>");
  private static final int HEAD = 4096;

  private final MimeTypes types = MimeTypes.getDefaultMimeTypes();
  private final Detector detector =
      new CompositeDetector(
          types.getMediaTypeRegistry(),
          List.of(
              new POIFSContainerDetector(),
              new DefaultZipContainerDetector(
                  List.of(new OPCPackageDetector(), new OpenDocumentDetector())),
              types));

  /**
   * The source with its type found.
   *
   * @param hint a media type, perhaps with parameters; empty where nothing is said
   */
  Source detect(Content content, String filename, String hint) {
    MediaType said = MediaType.parse(hint);
    String charset = said == null ? "" : said.getParameters().getOrDefault("charset", "");
    String base = said == null ? "" : said.getBaseType().toString().toLowerCase(Locale.ROOT);
    Source unknown = new Source(content, filename, base, charset);
    String found = detected(unknown);
    return new Source(
        content, filename, found.startsWith("text/") ? text(unknown, found) : found, charset);
  }

  private String detected(Source source) {
    Metadata metadata = new Metadata();
    if (!source.filename().isEmpty()) {
      metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, source.filename());
    }
    if (!source.contentType().isEmpty()) {
      metadata.set(org.apache.tika.metadata.HttpHeaders.CONTENT_TYPE, source.contentType());
    }
    try (TikaInputStream stream = TikaReader.stream(source)) {
      return detector.detect(stream, metadata).getBaseType().toString();
    } catch (IOException e) {
      throw new UncheckedIOException("the file was not readable", e);
    }
  }

  /** Text has many kinds that only its name or its sender tells. */
  private static String text(Source source, String found) {
    String said = source.contentType();
    if (found.contains("markdown")
        || source.named(".md", ".markdown", ".mdown", ".mkd")
        || said.equals(MARKDOWN)
        || said.equals("text/x-markdown")) {
      return MARKDOWN;
    }
    if (!found.equals("text/plain")) {
      return found;
    }
    if (said.equals(HTML) || source.named(".html", ".htm", ".xhtml") || looksLikeHtml(source)) {
      return HTML;
    }
    return said.startsWith("text/") ? said : found;
  }

  private static boolean looksLikeHtml(Source source) {
    boolean named = source.filename().contains(".");
    if (named || source.contentType().equals("text/plain")) {
      return false;
    }
    byte[] head = source.content().head(HEAD);
    return FRAGMENT.matcher(TextDecoder.decode(new Source(head, "", "", ""))).find();
  }

  /** Whether a type is, or is a kind of, plain text. */
  boolean isText(String type) {
    MediaType media = MediaType.parse(type);
    return media != null
        && (media.getType().equals("text")
            || types.getMediaTypeRegistry().isInstanceOf(media, MediaType.TEXT_PLAIN));
  }
}
