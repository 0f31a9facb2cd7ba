package dev.freshet.ingest.parse.html;

import dev.freshet.ingest.parse.blocks.BlockSink;
import dev.freshet.ingest.parse.blocks.Lines;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Walks a page's elements in order. */
final class HtmlBlocks {
  private static final Set<String> DROPPED =
      Set.of(
          "script",
          "style",
          "noscript",
          "template",
          "svg",
          "math",
          "iframe",
          "object",
          "canvas",
          "button",
          "select",
          "textarea",
          "audio",
          "video",
          "map",
          "dialog");

  private final BlockSink sink;
  private final Boilerplate boilerplate;
  private final StringBuilder running = new StringBuilder();
  private int listDepth;

  HtmlBlocks(BlockSink sink, Boilerplate boilerplate) {
    this.sink = sink;
    this.boilerplate = boilerplate;
  }

  void read(Element body) {
    children(body);
    flush();
  }

  /** Depth is bounded by jsoup's own limit on nesting. */
  private void children(Element element) {
    for (Node child = element.firstChild(); child != null; child = child.nextSibling()) {
      if (child instanceof TextNode text) {
        running.append(text.getWholeText().replace('\n', ' ').replace('\r', ' '));
      } else if (child instanceof Element inner) {
        element(inner);
      }
    }
  }

  private void element(Element element) {
    String name = element.normalName();
    if (DROPPED.contains(name) || element.hasAttr("hidden")) {
      return;
    }
    if (boilerplate.contains(element)) {
      flush();
      sink.boilerplate(element.text());
      return;
    }
    switch (name) {
      case "h1", "h2", "h3", "h4", "h5", "h6" -> {
        flush();
        sink.heading(name.charAt(1) - '0', element.text());
      }
      case "br" -> running.append('\n');
      case "ul", "ol", "menu" -> list(element);
      case "pre" -> code(element);
      case "table" -> table(element);
      default -> other(element);
    }
  }

  private void list(Element list) {
    flush();
    listDepth++;
    children(list);
    flush();
    listDepth--;
  }

  private void code(Element pre) {
    flush();
    for (Element lineBreak : pre.select("br")) {
      lineBreak.replaceWith(new TextNode("\n"));
    }
    sink.code(CodeLanguage.of(pre), pre.wholeText());
  }

  private void table(Element table) {
    flush();
    if (HtmlTable.isLayout(table)) {
      children(table);
      flush();
    } else {
      HtmlTable.read(table, sink);
    }
  }

  private void other(Element element) {
    boolean apart = element.isBlock() || !element.tag().isKnownTag();
    if (apart) {
      flush();
    }
    children(element);
    if (apart) {
      flush();
    }
  }

  /** Ends the running paragraph; two line breaks in a row part it as a blank line would. */
  private void flush() {
    if (running.isEmpty()) {
      return;
    }
    for (String paragraph : Lines.paragraphs(running.toString())) {
      if (listDepth > 0) {
        sink.listItem(listDepth, paragraph);
      } else {
        sink.paragraph(paragraph);
      }
    }
    running.setLength(0);
  }
}
