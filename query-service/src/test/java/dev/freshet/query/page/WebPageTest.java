package dev.freshet.query.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
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
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebPageTest {
  private static final String LEAVE =
      "Parental leave is twenty weeks, to be taken within two years of the birth.";

  private static Optional<Chromium> chromium = Optional.empty();

  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private FakeService service;
  private BrowserContext context;
  private Page page;
  private PageJourney journey;

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

  private void look(int width, ColorScheme scheme) {
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

  @Test
  void journey_fromDroppedFileToDeletion_complainsOfNothing() {
    journey.open();
    journey.drop("Übersicht-leave.txt", LEAVE);
    journey.find("parental leave", "parental");
    journey.walkByKeyboard();
    journey.inspect("Übersicht-leave.txt");
    journey.delete("Übersicht-leave.txt");
    assertThat(complaints).isEmpty();
  }

  @Test
  void emptyKnowledgeBase_invitesToPublish() {
    journey.open();
    assertThat(page.locator("#catalogue-body")).containsText("kcat -P -b localhost:9092");
  }

  @Test
  void publishedMarkup_isShownAsText() {
    service.documents.publish("x", "x", "<img src=x onerror=alert(1)> leave");
    journey.open();
    journey.find("leave", "leave");
    assertThat(page.locator(".passage")).hasText("<img src=x onerror=alert(1)> leave");
    assertThat(page.locator(".passage img")).hasCount(0);
  }

  @Test
  void failedNewerVersion_saysWhyAndThatTheOlderStands() {
    service.documents.publish("plan.pdf", "plan.pdf", LEAVE);
    service.documents.publish("plan.pdf", "plan.pdf", "encrypted");
    journey.open();
    journey.row("plan.pdf").locator(".row-open").click();
    assertThat(journey.row("plan.pdf").locator(".failure"))
        .containsText("the file is encrypted; publish it without its password (at parse)");
    assertThat(journey.row("plan.pdf").locator(".failure"))
        .containsText("The older version documents-0@1 still stands, with 1 passage.");
  }

  @Test
  void refusedSearch_showsTheServicesWords() {
    service.searchRefused = true;
    journey.open();
    page.locator("#query").fill("leave");
    assertThat(page.locator("#results-body [role=alert]"))
        .containsText("No embedder answers; try mode sparse.");
  }

  @Test
  void stoppedService_isSaidToBeOffline() {
    journey.open();
    service.close();
    assertThat(page.locator("#service")).hasText("Offline");
    assertThat(page.locator("#offline")).isVisible();
  }

  @Test
  void serviceWithKeys_asksForOneAndKeepsIt() {
    service.wantedKey = "swordfish";
    service.documents.publish("plan.pdf", "plan.pdf", LEAVE);
    page.navigate(service.base().toString());
    page.locator("#key").fill("swordfish");
    page.keyboard().press("Enter");
    assertThat(journey.row("plan.pdf")).isVisible();
    assertThat(page.locator("#key-panel")).isHidden();
    page.reload();
    assertThat(journey.row("plan.pdf")).isVisible();
  }

  @Test
  void question_isKeptInTheAddress() {
    service.documents.publish("plan.pdf", "plan.pdf", LEAVE);
    journey.open();
    journey.find("leave", "leave");
    assertThat(page).hasURL(Pattern.compile("\\?q=leave$"));
    page.reload();
    assertThat(page.locator(".result mark").first()).hasText("leave");
  }

  @Test
  void chosenTheme_isRemembered() {
    journey.open();
    page.locator("#theme").click();
    page.reload();
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
  }

  @Test
  void refreshedCatalogue_keepsTheOpenedRowAndFocus() {
    service.documents.publish("old.txt", "old.txt", LEAVE);
    journey.open();
    journey.inspect("old.txt");
    service.documents.publish("new.txt", "new.txt", LEAVE);
    assertThat(journey.row("new.txt")).isVisible();
    assertThat(journey.row("old.txt").locator(".timeline")).isVisible();
    assertThat(journey.row("old.txt").locator(".row-open")).isFocused();
  }

  @Test
  void deadLetters_areReplayedAndDropped_andSaidSo() {
    service.letters.add("plan.pdf", "timeout");
    service.letters.add("old.doc", "corrupt");
    journey.open();
    assertThat(letter("old.doc")).containsText("the file is truncated or damaged (at parse)");
    assertThat(letter("old.doc")).containsText("2 attempts");
    letter("plan.pdf").locator(".letter-replay").click();
    assertThat(letter("plan.pdf")).hasCount(0);
    assertThat(page.locator("#letters-status"))
        .hasText("plan.pdf goes through the slow lane again.");
    letter("old.doc").locator(".letter-drop").click();
    page.locator("#confirm button[value=no]").click();
    assertThat(letter("old.doc")).isVisible();
    letter("old.doc").locator(".letter-drop").click();
    assertThat(page.locator("#confirm button[value=yes]")).hasText("Drop");
    page.locator("#confirm button[value=yes]").click();
    assertThat(letter("old.doc")).hasCount(0);
    assertThat(service.letters.replayed).containsExactly("plan.pdf");
    assertThat(service.letters.dropped).containsExactly("old.doc");
    assertThat(complaints).isEmpty();
  }

  @Test
  void allDeadLetters_areReplayedPageByPage_butThoseThatCannotBe() {
    for (int i = 0; i < 45; i++) {
      service.letters.add("d" + i, i == 3 ? "bad-header" : "timeout");
    }
    journey.open();
    assertThat(page.locator(".letter")).hasCount(20);
    page.locator("#letters .more").click();
    assertThat(page.locator(".letter")).hasCount(40);
    page.locator("#letters-all").click();
    page.locator("#confirm button[value=yes]").click();
    assertThat(page.locator("#letters-status"))
        .hasText("44 letters replayed; 1 letter cannot be, see what each says.");
    assertThat(page.locator(".letter")).hasCount(1);
    assertThat(letter("d3")).containsText("Cannot be replayed: mend the header.");
    assertThat(letter("d3").locator(".letter-replay")).isDisabled();
    assertThat(service.letters.replayed).hasSize(44).doesNotHaveDuplicates();
  }

  @Test
  void deadLetters_byKeyboard_keepTheirPlace() {
    for (String id : List.of("a", "b", "c")) {
      service.letters.add(id, "timeout");
    }
    journey.open();
    letter("c").locator(".letter-replay").focus();
    page.keyboard().press("ArrowDown");
    assertThat(letter("b").locator(".letter-replay")).isFocused();
    page.keyboard().press("Enter");
    assertThat(letter("b")).hasCount(0);
    assertThat(letter("a").locator(".letter-replay")).isFocused();
  }

  @Test
  void refusedReplay_isSaidAtItsLetter() {
    service.letters.add("a", "timeout");
    service.letters.refused = true;
    journey.open();
    letter("a").locator(".letter-replay").click();
    assertThat(letter("a").locator("[role=alert]"))
        .hasText("Not replayed: kafka does not answer: try again later, and see /health/ready");
  }

  @Test
  void deadLetters_areNotShownToOthers() {
    service.letters.add("a", "timeout");
    service.admin = false;
    service.documents.publish("plan.pdf", "plan.pdf", LEAVE);
    journey.open();
    assertThat(journey.row("plan.pdf")).isVisible();
    assertThat(page.locator("#letters")).isHidden();
  }

  private Locator letter(String id) {
    return page.locator(".letter", new Page.LocatorOptions().setHas(page.getByText(id, exactly())));
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  @ParameterizedTest
  @CsvSource({"360,LIGHT", "390,DARK", "390,LIGHT", "1440,DARK", "1440,LIGHT"})
  void everyLook_isAccessibleAndFitsItsWidth(int width, ColorScheme scheme) {
    look(width, scheme);
    String name = scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
    journey.open();
    assertThat(page.locator("#catalogue-body")).containsText("Nothing here yet");
    examine(name + "-empty");
    service.documents.publish("notes/terms.md", "terms.md", (LEAVE + " ").repeat(12));
    service.documents.publish("plan.pdf", "plan.pdf", LEAVE);
    service.documents.publish("plan.pdf", "plan.pdf", "encrypted");
    service.documents.publish("gone.txt", "gone.txt", LEAVE);
    service.documents.delete("gone.txt");
    service.letters.add("plan.pdf", "timeout");
    service.letters.add("notes/" + "a-long-name-".repeat(12) + ".md", "bad-header");
    journey.row("plan.pdf").locator(".row-open").click();
    assertThat(journey.row("plan.pdf").locator(".failure")).isVisible();
    assertThat(page.locator(".letter")).hasCount(2);
    examine(name + "-failure");
    journey.drop("leave.txt", LEAVE);
    journey.find("parental leave", "parental");
    page.locator(".score summary").first().click();
    examine(name + "-results");
  }

  private void examine(String name) {
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
}
