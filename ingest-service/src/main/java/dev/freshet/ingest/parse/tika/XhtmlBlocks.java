package dev.freshet.ingest.parse.tika;

import dev.freshet.ingest.parse.blocks.BlockSink;
import dev.freshet.ingest.parse.blocks.Lines;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The XHTML events of Tika's parsers to blocks. What stands outside any paragraph is a paragraph.
 */
final class XhtmlBlocks extends DefaultHandler {
  private static final Pattern BULLET =
      Pattern.compile("^\\s*[\u2022\u00B7\u25E6\u25AA\u25CF\u25CB\u25A0\u2023\uF0B7\uF0A7]\\s+");

  /** In a PDF a number is as often a section's. */
  private static final Pattern BULLET_OR_NUMBER =
      Pattern.compile(BULLET.pattern() + "|^\\s*(?:[-*o]|\\d{1,3}[.)])\\s+(?=\\S)");

  private final BlockSink sink;
  private final boolean divided;
  private final StringBuilder running = new StringBuilder();
  private final TableRows table;
  private boolean inHead;
  private int silent;
  private int heading;
  private int listDepth;
  private int page;
  private boolean slide;

  /**
   * @param divided whether words are divided at ends of lines, as in PDF
   */
  XhtmlBlocks(BlockSink sink, boolean divided) {
    this.sink = sink;
    this.divided = divided;
    this.table = new TableRows(sink);
  }

  @Override
  public void startElement(String uri, String local, String qualified, Attributes attributes) {
    if (silent > 0 || isSilent(local)) {
      silent++;
      return;
    }
    switch (local) {
      case "head" -> inHead = true;
      case "body" -> inHead = false;
      case "h1", "h2", "h3", "h4", "h5", "h6" -> {
        boundary();
        heading = local.charAt(1) - '0';
      }
      case "ul", "ol" -> {
        boundary();
        listDepth++;
      }
      case "table" -> {
        boundary();
        table.start();
      }
      case "tr" -> table.startRow();
      case "td", "th" -> {
        table.startCell(running.toString());
        running.setLength(0);
      }
      case "br" -> running.append('\n');
      case "div" -> division(attributes.getValue("class"));
      case "p", "li", "pre", "blockquote", "dt", "dd" -> boundary();
      default -> {
        // Inline: its text belongs to the block around it.
      }
    }
  }

  private static boolean isSilent(String local) {
    return local.equals("script") || local.equals("style") || local.equals("title");
  }

  private void division(String name) {
    boundary();
    boolean content = "slide-content".equals(name);
    if ("page".equals(name) || "slide".equals(name) || (content && !slide)) {
      page++;
      sink.page(page);
    }
    // Of the old format a slide's contents stand in the slide, which counts already.
    slide = "slide".equals(name) || (slide && !content);
  }

  @Override
  public void endElement(String uri, String local, String qualified) {
    if (silent > 0) {
      silent--;
      return;
    }
    switch (local) {
      case "head" -> inHead = false;
      case "h1", "h2", "h3", "h4", "h5", "h6" -> {
        boundary();
        heading = 0;
      }
      case "ul", "ol" -> {
        boundary();
        listDepth--;
      }
      case "td", "th" -> {
        table.endCell(running.toString());
        running.setLength(0);
      }
      case "tr" -> table.endRow();
      case "table" -> {
        table.end();
        running.setLength(table.inTable() ? running.length() : 0);
      }
      case "p", "li", "pre", "blockquote", "dt", "dd", "div", "body" -> boundary();
      default -> {
        // As above.
      }
    }
  }

  @Override
  public void characters(char[] text, int start, int length) {
    if (!inHead && silent == 0) {
      running.append(text, start, length);
    }
  }

  @Override
  public void ignorableWhitespace(char[] text, int start, int length) {
    characters(text, start, length);
  }

  /** To be called when the parser is through. */
  void end() {
    boundary();
    table.finish();
  }

  /** Word's lists come as paragraphs whose text begins with the bullet or the number. */
  private void paragraph(String text) {
    Matcher item = (divided ? BULLET : BULLET_OR_NUMBER).matcher(text);
    if (item.find()) {
      sink.listItem(Math.max(1, listDepth), text.substring(item.end()));
    } else if (listDepth > 0) {
      sink.listItem(listDepth, text);
    } else {
      sink.paragraph(text);
    }
  }

  /** A block begins or ends; within a cell that is only a blank. */
  private void boundary() {
    if (table.inTable()) {
      running.append('\n');
      return;
    }
    if (running.isEmpty()) {
      return;
    }
    String text = running.toString();
    running.setLength(0);
    if (heading > 0) {
      sink.heading(heading, text);
      return;
    }
    for (String paragraph : Lines.paragraphs(text)) {
      paragraph(divided ? Lines.join(paragraph) : paragraph);
    }
  }
}
