package dev.freshet.ingest.parse.markdown;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** The words of Markdown's inline elements: links' and images' texts stay, their addresses go. */
final class MarkdownText extends AbstractVisitor {
  private final StringBuilder text = new StringBuilder();

  private MarkdownText() {}

  static String of(Node node) {
    MarkdownText visitor = new MarkdownText();
    visitor.visitChildren(node);
    return visitor.text.toString();
  }

  @Override
  public void visit(Text node) {
    text.append(node.getLiteral());
  }

  @Override
  public void visit(Code node) {
    text.append(node.getLiteral());
  }

  @Override
  public void visit(SoftLineBreak node) {
    text.append(' ');
  }

  @Override
  public void visit(HardLineBreak node) {
    text.append(' ');
  }

  @Override
  public void visit(HtmlInline node) {
    if (node.getLiteral().regionMatches(true, 0, "<br", 0, 3)) {
      text.append(' ');
    }
  }
}
