package dev.freshet.common.document;

import java.util.List;

/** One piece of a document's structure, in reading order. Text is normalised and never blank. */
public sealed interface Block {

  /**
   * A heading.
   *
   * @param level from 1, the outermost
   * @param text the heading's text
   */
  record Heading(int level, String text) implements Block {}

  /**
   * Running text.
   *
   * @param text one paragraph
   */
  record Paragraph(String text) implements Block {}

  /**
   * An item of a list.
   *
   * @param depth from 1, the outermost list
   * @param text the item's text, without its bullet
   */
  record ListItem(int depth, String text) implements Block {}

  /**
   * A row of a table, which knows its header.
   *
   * @param header the column names; empty where the table has none
   * @param cells the row's cells in order, blank ones included
   */
  record TableRow(List<String> header, List<String> cells) implements Block {
    /** Copies both lists. */
    public TableRow {
      header = List.copyOf(header);
      cells = List.copyOf(cells);
    }
  }

  /**
   * Program text or preformatted text; its line breaks count.
   *
   * @param language as the document says it; empty where it does not
   * @param text the lines
   */
  record Code(String language, String text) implements Block {}

  /**
   * What follows stands on this page (or slide).
   *
   * @param page from 1
   */
  record PageBreak(int page) implements Block {}

  /**
   * What follows, to the next such block, comes from a document inside this one.
   *
   * @param name the file name inside; empty where it has none
   * @param contentType the media type found
   */
  record Attachment(String name, String contentType) implements Block {}

  /**
   * A menu, footer, banner or the like: kept, and never retrieved.
   *
   * @param text its text
   */
  record Boilerplate(String text) implements Block {}
}
