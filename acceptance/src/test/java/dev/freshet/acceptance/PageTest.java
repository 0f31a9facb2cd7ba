package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.freshet.query.page.Chromium;
import dev.freshet.query.page.PageJourney;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser against the real service. */
@Timeout(180)
class PageTest {
  private static final String NAME = "Vögel am Fluss.txt";

  /** A point comes each five seconds, and the page asks each three. */
  private static final double A_POINT_MS = 30_000;

  private final List<String> complaints = new CopyOnWriteArrayList<>();
  @TempDir Path folder;

  @Test
  void droppedFile_isFoundAndMarked_andDeleted() throws Exception {
    Optional<Chromium> chromium = Chromium.start();
    assumeTrue(chromium.isPresent(), "no chromium, chromium-browser or google-chrome on PATH");
    try (Chromium open = chromium.get();
        RunningFreshet freshet = RunningFreshet.start(folder.resolve("data")).awaitReady()) {
      try (BrowserContext context = open.browser().newContext(size())) {
        Page page = listened(context.newPage());
        walk(page, new PageJourney(page, URI.create(freshet.url() + "/")));
        lookBack(page);
      }
      assertThat(freshet.stop()).isZero();
    }
    assertThat(complaints).isEmpty();
  }

  private static void walk(Page page, PageJourney journey) {
    journey.open();
    journey.drop(NAME, "The heron stands in the shallow water at dawn and waits for a fish.");
    journey.find("heron at dawn", "heron");
    journey.walkByKeyboard();
    journey.inspect(NAME);
    shoot(page);
    journey.delete(NAME);
  }

  /** What was just done is on the dashboard, with what only this process counts. */
  private static void lookBack(Page page) {
    page.locator(".top a[href='dashboard.html']").click();
    for (String line : List.of("freshness", "latency", "store", "children", "heap")) {
      PlaywrightAssertions.assertThat(page.locator("#of-" + line + " path.line-0"))
          .hasAttribute("d", Pattern.compile("M[0-9]+"), within(A_POINT_MS));
      PlaywrightAssertions.assertThat(page.locator("#of-" + line + " .missing")).isHidden();
    }
  }

  private static LocatorAssertions.HasAttributeOptions within(double millis) {
    return new LocatorAssertions.HasAttributeOptions().setTimeout(millis);
  }

  private static Browser.NewContextOptions size() {
    return new Browser.NewContextOptions().setViewportSize(1440, 900);
  }

  private Page listened(Page page) {
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    return page;
  }

  private static void shoot(Page page) {
    String shots = System.getProperty("freshet.page.shots");
    if (shots != null) {
      page.screenshot(
          new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(shots, "standalone.png")));
    }
  }
}
