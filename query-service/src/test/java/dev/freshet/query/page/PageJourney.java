package dev.freshet.query.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;

/** What a person does with the page, against whatever service answers at the base address. */
public final class PageJourney {
  private static final double FLOW_LIMIT_MS = 30_000;

  private final Page page;
  private final URI base;

  /**
   * A journey.
   *
   * @param page a page of a browser
   * @param base where the service answers, ending in a slash
   */
  public PageJourney(Page page, URI base) {
    this.page = page;
    this.base = base;
  }

  /** Opens the page and waits until the service is heard. */
  public void open() {
    page.navigate(base.toString());
    assertThat(page.locator("#service")).hasText("Live");
  }

  /** Drops a text file on the page and waits until it is retrievable. */
  public void drop(String name, String text) {
    page.evaluate(
        """
        ({name, text}) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([text], name, {type: 'text/plain'}));
          for (const type of ['dragenter', 'dragover', 'drop']) {
            document.body.dispatchEvent(new DragEvent(type,
                {dataTransfer: transfer, bubbles: true, cancelable: true}));
          }
        }
        """,
        Map.of("name", name, "text", text));
    assertThat(upload(name).locator(".upload-status"))
        .hasText(
            Pattern.compile("retrievable after [0-9.]+ (ms|s|min)"),
            new LocatorAssertions.HasTextOptions().setTimeout(FLOW_LIMIT_MS));
  }

  /** The line of the tray that follows the file of that name. */
  public Locator upload(String name) {
    return page.locator(".upload", new Page.LocatorOptions().setHasText(name));
  }

  /** Types a question and waits until the first result marks the word. */
  public void find(String query, String markedWord) {
    page.locator("#query").fill(query);
    assertThat(page.locator(".result mark").first())
        .hasText(markedWord, new LocatorAssertions.HasTextOptions().setIgnoreCase(true));
  }

  /** Goes from the search box to the first result and back by keyboard alone. */
  public void walkByKeyboard() {
    String question = page.locator("#query").inputValue();
    page.locator("#query").blur();
    page.keyboard().press("/");
    assertThat(page.locator("#query")).isFocused();
    assertThat(page.locator("#query")).hasValue(question);
    page.keyboard().press("ArrowDown");
    assertThat(page.locator(".result").first()).isFocused();
    page.keyboard().press("Escape");
    assertThat(page.locator("#query")).isFocused();
  }

  /** Opens the document's row and sees how its time was spent. */
  public void inspect(String id) {
    row(id).locator(".row-open").click();
    assertThat(row(id).locator(".timeline")).isVisible();
  }

  /** Deletes the document, after the page has asked. */
  public void delete(String id) {
    row(id).locator(".row-delete").click();
    page.locator("#confirm button[value=yes]").click();
    assertThat(row(id).locator(".row-state"))
        .hasText("Deleted", new LocatorAssertions.HasTextOptions().setTimeout(FLOW_LIMIT_MS));
  }

  /** The catalogue's row of a document. */
  public Locator row(String id) {
    return page.locator(".row[data-id=\"" + id + "\"]");
  }
}
