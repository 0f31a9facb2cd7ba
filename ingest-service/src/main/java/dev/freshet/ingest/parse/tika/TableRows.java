package dev.freshet.ingest.parse.tika;

import dev.freshet.ingest.parse.blocks.BlockSink;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of tables as they come. The first row is the header of the others; a table of one row has
 * none; a table of one column is a way of laying out, its cells are paragraphs. A table within a
 * cell is text of that cell.
 */
final class TableRows {
  private final BlockSink sink;
  private int depth;
  private List<String> header;
  private boolean headerUsed;
  private List<String> cells = new ArrayList<>();
  private final StringBuilder inner = new StringBuilder();

  TableRows(BlockSink sink) {
    this.sink = sink;
  }

  boolean inTable() {
    return depth > 0;
  }

  void start() {
    depth++;
    if (depth == 1) {
      header = null;
      headerUsed = false;
      cells = new ArrayList<>();
    }
  }

  void startRow() {
    if (depth == 1) {
      cells = new ArrayList<>();
    }
  }

  /** A cell begins; what stands before a cell of an inner table belongs to the outer cell. */
  void startCell(String before) {
    if (depth == 1) {
      inner.setLength(0);
    } else if (depth > 1) {
      inner.append(before).append(' ');
    }
  }

  /** A cell ends with this text since its own or an inner cell's start. */
  void endCell(String text) {
    if (depth > 1) {
      inner.append(text).append(' ');
    } else if (depth == 1) {
      cells.add(inner + text);
      inner.setLength(0);
    }
  }

  void endRow() {
    if (depth != 1 || cells.stream().allMatch(String::isBlank)) {
      return;
    }
    if (header == null) {
      header = cells;
    } else if (header.size() == 1 && cells.size() == 1) {
      layout();
      sink.paragraph(cells.getFirst());
    } else {
      sink.row(header, cells);
      headerUsed = true;
    }
    cells = new ArrayList<>();
  }

  private void layout() {
    if (!headerUsed) {
      sink.paragraph(header.getFirst());
      headerUsed = true;
    }
  }

  void end() {
    if (depth == 1) {
      finish();
    }
    depth = Math.max(0, depth - 1);
  }

  /** What is still held back goes out. */
  void finish() {
    if (header != null && !headerUsed) {
      if (header.size() == 1) {
        sink.paragraph(header.getFirst());
      } else {
        sink.row(List.of(), header);
      }
    }
    header = null;
  }
}
