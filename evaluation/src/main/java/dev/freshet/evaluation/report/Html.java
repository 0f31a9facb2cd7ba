package dev.freshet.evaluation.report;

/** What the pages of all reports have in common. Each stands alone: nothing is loaded. */
public final class Html {
  private Html() {}

  /** Everything up to the body's first element. */
  public static String head(String title) {
    return HEAD.replace("TITLE", escaped(title));
  }

  /** The end of a page. */
  public static String foot() {
    return "</html>\n";
  }

  /** Text that may stand between tags and in quotes. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static final String HEAD =
      """
      <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
      <title>TITLE</title>
      <style>
        :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; --a: #2f8fb5; --b: #c98a2b; --c: #8a8f98 }
        body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
        svg { width: 100%; font-size: 13px } svg text { fill: CanvasText } svg rect { fill: var(--a) }
        svg line { stroke: CanvasText; stroke-width: 2 } svg .grid { stroke: #8886; stroke-width: 1 }
        svg .a { fill: var(--a); stroke: var(--a) } svg .b { fill: var(--b); stroke: var(--b) } svg .c { fill: var(--c); stroke: var(--c) }
        svg polyline { fill: none !important; stroke-width: 2 } svg .before { stroke-dasharray: 6 5; stroke-width: 1.5 }
        p.met { border-left: 4px solid #1c7a4d; padding-left: .8rem } p.missed { border-left: 4px solid #c0442d; padding-left: .8rem; color: inherit }
        section { margin-block: 2.5rem } .met::marker { content: "✓ " } .missed::marker { content: "✗ " } .missed { color: #c0442d }
        details { border-top: 1px solid #8885; padding: .3rem 0 } summary { cursor: pointer } .hit { color: #1c7a4d; font-weight: 600 }
        table { border-collapse: collapse } th, td { padding: .2rem .8rem .2rem 0; text-align: right } th:first-child, td:first-child { text-align: left }
      </style>
      """;
}
