package dev.freshet.query.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * The page in the browser of this machine, before a fake service; skipped where there is no
 * browser.
 */
abstract class BrowserTest {
  static final String LEAVE =
      "Parental leave is twenty weeks, to be taken within two years of the birth.";

  private static Optional<Chromium> chromium = Optional.empty();

  final List<String> complaints = new CopyOnWriteArrayList<>();
  FakeService service;
  Page page;
  PageJourney journey;
  private BrowserContext context;

  @BeforeAll
  static void launch() {
    chromium = Chromium.start();
    assumeTrue(chromium.isPresent(), "no chromium, chromium-browser or google-chrome on PATH");
  }

  @AfterAll
  static void quit() {
    chromium.ifPresent(Chromium::close);
  }

  @BeforeEach
  void open() throws IOException {
    service = new FakeService();
    look(1440, ColorScheme.LIGHT);
  }

  final void look(int width, ColorScheme scheme) {
    if (context != null) {
      context.close();
    }
    context =
        chromium
            .orElseThrow()
            .browser()
            .newContext(
                new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme));
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    journey = new PageJourney(page, service.base());
  }

  @AfterEach
  void close() {
    if (context != null) {
      context.close();
    }
    service.close();
  }

  final Locator letter(String id) {
    return page.locator(".letter", new Page.LocatorOptions().setHas(page.getByText(id, exactly())));
  }

  /**
   * Fits its width, breaks no rule of accessibility, and is kept as a picture where one is wanted.
   */
  final void examine(String name) {
    String folder = System.getProperty("freshet.page.shots");
    if (folder != null) {
      page.screenshot(
          new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(folder, name + ".png")));
    }
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as("no sideways scrolling")
        .isEqualTo(true);
    List<String> violations =
        new AxeBuilder(page)
            .analyze().getViolations().stream()
                .map(rule -> rule.getId() + " " + rule.getNodes())
                .toList();
    assertThat(violations).isEmpty();
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }
}
