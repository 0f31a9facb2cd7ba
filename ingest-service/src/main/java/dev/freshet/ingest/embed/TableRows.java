package dev.freshet.ingest.embed;

import dev.freshet.common.document.Block;
import java.util.ArrayList;
import java.util.List;

/** Says a table row so that it can be read, and embedded, without the table around it. */
final class TableRows {
  private TableRows() {}

  /**
   * {@code Header: cell} for every cell that is not blank; the cell alone where it has no header.
   */
  static List<String> cells(Block.TableRow row) {
    List<String> said = new ArrayList<>();
    for (int i = 0; i < row.cells().size(); i++) {
      String cell = row.cells().get(i).strip();
      String header = i < row.header().size() ? row.header().get(i).strip() : "";
      if (!cell.isEmpty()) {
        said.add(header.isEmpty() || header.equals(cell) ? cell : header + ": " + cell);
      }
    }
    return said;
  }
}
