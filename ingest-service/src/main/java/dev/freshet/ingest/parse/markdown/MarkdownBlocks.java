package dev.freshet.ingest.parse.markdown;

import dev.freshet.ingest.parse.blocks.BlockSink;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.jsoup.Jsoup;

/** Markdown's tree to blocks. */
final class MarkdownBlocks extends AbstractVisitor {
  private final BlockSink sink;
  private int depth;

  MarkdownBlocks(BlockSink sink) {
    this.sink = sink;
  }

  @Override
  public void visit(Heading heading) {
    sink.heading(heading.getLevel(), MarkdownText.of(heading));
  }

  @Override
  public void visit(Paragraph paragraph) {
    if (depth > 0) {
      sink.listItem(depth, MarkdownText.of(paragraph));
    } else {
      sink.paragraph(MarkdownText.of(paragraph));
    }
  }

  @Override
  public void visit(BulletList list) {
    deeper(list);
  }

  @Override
  public void visit(OrderedList list) {
    deeper(list);
  }

  private void deeper(Node list) {
    depth++;
    visitChildren(list);
    depth--;
  }

  /** An item is one block: what its paragraphs say; its sublists follow as items of their own. */
  @Override
  public void visit(ListItem item) {
    StringBuilder text = new StringBuilder();
    for (Node child = item.getFirstChild(); child != null; child = child.getNext()) {
      if (child instanceof Paragraph) {
        text.append(MarkdownText.of(child)).append(' ');
      } else {
        flush(text);
        child.accept(this);
      }
    }
    flush(text);
  }

  private void flush(StringBuilder text) {
    sink.listItem(depth, text.toString());
    text.setLength(0);
  }

  @Override
  public void visit(FencedCodeBlock code) {
    String info = code.getInfo() == null ? "" : code.getInfo().strip();
    sink.code(info.split("[\\s{]", 2)[0], code.getLiteral());
  }

  @Override
  public void visit(IndentedCodeBlock code) {
    sink.code("", code.getLiteral());
  }

  @Override
  public void visit(HtmlBlock html) {
    sink.paragraph(Jsoup.parseBodyFragment(html.getLiteral()).text());
  }

  @Override
  public void visit(CustomBlock block) {
    if (block instanceof TableBlock) {
      table(block);
    } else {
      visitChildren(block);
    }
  }

  private void table(Node table) {
    List<String> header = List.of();
    boolean rows = false;
    for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
      for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
        if (row instanceof TableRow && part instanceof TableHead) {
          header = cells(row);
        } else if (row instanceof TableRow) {
          sink.row(header, cells(row));
          rows = true;
        }
      }
    }
    if (!rows) {
      sink.row(List.of(), header);
    }
  }

  private static List<String> cells(Node row) {
    List<String> cells = new ArrayList<>();
    for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
      if (cell instanceof TableCell) {
        cells.add(MarkdownText.of(cell));
      }
    }
    return cells;
  }
}
