package dev.freshet.ingest.parse.tika;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Block;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HtmlFilesTest {
  private static final String LONG = "Real content of some length. ".repeat(20).strip();

  @Test
  void menus_banners_and_footers_are_told_apart() throws Exception {
    String page =
        "<html><head><title>T</title><script>x()</script></head><body>"
            + "<header><a href=/>Site</a></header><nav><a href=/a>A</a></nav>"
            + "<div id='cookie-banner'>We use cookies</div>"
            + "<main><h1>Head</h1><p>"
            + LONG
            + "</p></main><footer>Imprint</footer></body></html>";
    var document = Reading.of(page, "a.html");
    assertThat(document.metadata().title()).isEqualTo("T");
    assertThat(document.blocks())
        .containsExactly(
            new Block.Boilerplate("Site"),
            new Block.Boilerplate("A"),
            new Block.Boilerplate("We use cookies"),
            new Block.Heading(1, "Head"),
            new Block.Paragraph(LONG),
            new Block.Boilerplate("Imprint"));
  }

  @Test
  void page_with_odd_markup_loses_nothing() throws Exception {
    assertThat(Reading.blocks("<body><nav><p>" + LONG + "</p></nav></body>", "a.html"))
        .containsExactly(new Block.Paragraph(LONG));
  }

  @Test
  void lists_code_and_spanning_cells() throws Exception {
    String page =
        "<body><ul><li>one<ul><li>two</li></ul></li></ul>"
            + "<pre><code class='language-sql'>select 1\n  from x</code></pre>"
            + "<table><tr><th>a</th><th>b</th></tr><tr><td rowspan=2>1</td><td>2</td></tr>"
            + "<tr><td>3</td></tr></table></body>";
    assertThat(Reading.blocks(page, "a.html"))
        .containsExactly(
            new Block.ListItem(1, "one"),
            new Block.ListItem(2, "two"),
            new Block.Code("sql", "select 1\n  from x"),
            new Block.TableRow(List.of("a", "b"), List.of("1", "2")),
            new Block.TableRow(List.of("a", "b"), List.of("1", "3")));
  }

  @Test
  void declared_charset_is_obeyed() throws Exception {
    byte[] bytes =
        "<meta charset=koi8-r><p>привет мир".getBytes(java.nio.charset.Charset.forName("koi8-r"));
    assertThat(Reading.text(Reading.of(bytes, "a.html"))).isEqualTo("привет мир");
  }

  @Test
  void deep_nesting_is_read_or_refused_but_never_kills() throws Exception {
    String page = "<div>".repeat(50_000) + "deep";
    assertThat(Reading.text(Reading.of(page, "a.html"))).contains("deep");
  }
}
