package dev.freshet.ingest.parse.tika;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.epub.EpubParser;
import org.apache.tika.parser.mail.RFC822Parser;
import org.apache.tika.parser.mbox.MboxParser;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.OldExcelParser;
import org.apache.tika.parser.microsoft.TNEFParser;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.apache.tika.parser.odf.FlatOpenDocumentParser;
import org.apache.tika.parser.odf.OpenDocumentParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pkg.CompressorParser;
import org.apache.tika.parser.pkg.PackageParser;

/**
 * The Tika parsers in use, named one by one: nothing is found on the class path, so nothing that
 * calls external programs or reads databases can come in, and a child starts sooner.
 */
final class TikaReaders {
  private final Map<MediaType, Parser> parsers = new HashMap<>();

  TikaReaders() {
    ParseContext context = new ParseContext();
    List<Parser> all =
        List.of(
            new PackageParser(),
            new CompressorParser(),
            new OldExcelParser(),
            new OfficeParser(),
            new OOXMLParser(),
            new OpenDocumentParser(),
            new FlatOpenDocumentParser(),
            new EpubParser(),
            new RTFParser(),
            new TNEFParser(),
            new MboxParser(),
            new RFC822Parser(),
            new PDFParser());
    for (Parser parser : all) {
      Set<MediaType> types = parser.getSupportedTypes(context);
      types.forEach(type -> parsers.put(type, parser));
    }
  }

  /** The parser for a type or the nearest kind above it. */
  Optional<Parser> of(String type) {
    MediaTypeRegistry registry = MediaTypeRegistry.getDefaultRegistry();
    MediaType media = registry.normalize(MediaType.parse(type));
    while (media != null && !media.equals(MediaType.OCTET_STREAM)) {
      Parser parser = parsers.get(media);
      if (parser != null) {
        return Optional.of(parser);
      }
      media = registry.getSupertype(media);
    }
    return Optional.empty();
  }
}
