package dev.freshet.ingest.parse.tika;

import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.pdf.PDFParserConfig;

/** What Tika's parsers are told: text only, nothing rendered, nothing deleted, no macros. */
final class TikaSettings {
  private TikaSettings() {}

  static ParseContext context() {
    ParseContext context = new ParseContext();
    context.set(PDFParserConfig.class, pdf());
    context.set(OfficeParserConfig.class, office());
    return context;
  }

  private static PDFParserConfig pdf() {
    PDFParserConfig config = new PDFParserConfig();
    config.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
    config.setExtractInlineImages(false);
    config.setExtractBookmarksText(false);
    config.setExtractFontNames(false);
    config.setExtractActions(false);
    config.setExtractIncrementalUpdateInfo(false);
    config.setSortByPosition(false);
    return config;
  }

  private static OfficeParserConfig office() {
    OfficeParserConfig config = new OfficeParserConfig();
    config.setExtractMacros(false);
    config.setIncludeDeletedContent(false);
    config.setIncludeMoveFromContent(false);
    config.setIncludeSlideMasterContent(false);
    config.setUseSAXDocxExtractor(true);
    config.setUseSAXPptxExtractor(true);
    return config;
  }
}
