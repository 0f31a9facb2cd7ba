package dev.freshet.ingest.parse.html;

import dev.freshet.ingest.parse.blocks.BlockSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.nodes.Element;

/** A table of data to rows; cells that span several columns or rows are laid out. */
final class HtmlTable {
  private static final int MAX_SPAN = 50;

  private HtmlTable() {}

  /** Whether the table arranges a page instead of holding data. */
  static boolean isLayout(Element table) {
    String role = table.attr("role");
    if (role.equals("presentation") || role.equals("none")) {
      return true;
    }
    if (table.selectFirst("table table, h1, h2, h3, pre, main, article") != null) {
      return true;
    }
    int widest = 0;
    for (Element row : table.select("tr")) {
      int filled = 0;
      for (Element cell : row.children()) {
        filled += cell.hasText() ? 1 : 0;
      }
      widest = Math.max(widest, filled);
    }
    return widest < 2;
  }

  static void read(Element table, BlockSink sink) {
    Element caption = table.selectFirst("caption");
    if (caption != null) {
      sink.paragraph(caption.text());
    }
    Map<Integer, Spanning> spanning = new TreeMap<>();
    List<String> header = null;
    boolean rows = false;
    for (Element row : table.select("tr")) {
      List<String> cells = cells(row, spanning);
      if (header == null) {
        header = cells;
      } else if (!isHeader(row)) {
        sink.row(header, cells);
        rows = true;
      } else if (!rows) {
        header = both(header, cells);
      }
    }
    if (header != null && !rows) {
      sink.row(List.of(), header);
    }
  }

  private static boolean isHeader(Element row) {
    Element parent = row.parent();
    boolean inHead = parent != null && parent.normalName().equals("thead");
    return inHead || (row.childrenSize() > 1 && row.select("> td").isEmpty());
  }

  /** A header of several rows: its columns' names one after the other. */
  private static List<String> both(List<String> upper, List<String> lower) {
    List<String> joined = new ArrayList<>();
    for (int i = 0; i < Math.max(upper.size(), lower.size()); i++) {
      String above = i < upper.size() ? upper.get(i) : "";
      String below = i < lower.size() ? lower.get(i) : "";
      joined.add(above.equals(below) ? above : (above + " " + below).strip());
    }
    return joined;
  }

  private record Spanning(String text, int rows) {}

  private static List<String> cells(Element row, Map<Integer, Spanning> spanning) {
    List<String> cells = new ArrayList<>();
    for (Element cell : row.select("> td, > th")) {
      fromAbove(cells, spanning);
      int down = span(cell, "rowspan");
      for (int i = 0; i < span(cell, "colspan"); i++) {
        if (down > 1) {
          spanning.put(cells.size(), new Spanning(cell.text(), down - 1));
        }
        cells.add(i == 0 ? cell.text() : "");
      }
    }
    fromAbove(cells, spanning);
    return cells;
  }

  private static void fromAbove(List<String> cells, Map<Integer, Spanning> spanning) {
    Spanning above = spanning.remove(cells.size());
    while (above != null) {
      if (above.rows() > 1) {
        spanning.put(cells.size(), new Spanning(above.text(), above.rows() - 1));
      }
      cells.add(above.text());
      above = spanning.remove(cells.size());
    }
  }

  private static int span(Element cell, String attribute) {
    try {
      return Math.clamp(Integer.parseInt(cell.attr(attribute)), 1, MAX_SPAN);
    } catch (NumberFormatException _) {
      return 1;
    }
  }
}
