package dev.freshet.query.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WebPageTest extends BrowserTest {
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
    assertThat(journey.row("plan.pdf").locator(".row-size")).hasText("");
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
  void openedDocument_showsItsJourney() {
    service.documents.publish("old.txt", "old.txt", LEAVE);
    journey.open();
    journey.inspect("old.txt");

    assertThat(journey.row("old.txt").locator(".version-state")).hasText("Retrievable");
    assertThat(journey.row("old.txt").locator(".version-head"))
        .containsText("retrievable after 0.12 s");
    assertThat(journey.row("old.txt").locator(".journey-stages li")).hasCount(3);
    assertThat(journey.row("old.txt").locator(".lane-waited").first())
        .hasText("after 3 ms, worker-1");
  }

  @Test
  void openedDocument_showsItsNearDuplicates() {
    service.documents.publish("old.txt", "old.txt", LEAVE);
    service.documents.publish("other.txt", "other.txt", "Nothing of the kind.");
    service.documents.publish("copy.txt", "copy.txt", LEAVE);
    journey.open();
    journey.inspect("old.txt");
    assertThat(journey.row("old.txt").locator(".facts")).containsText("Nearly the same");
    assertThat(journey.row("old.txt").locator(".facts")).containsText("copy.txt (98 %)");
    journey.inspect("other.txt");
    assertThat(journey.row("other.txt").locator(".journey-stages")).isVisible();
    assertThat(journey.row("other.txt").locator(".facts dt").last()).isHidden();
  }

  @Test
  void copies_areListed_alsoWhereTheFirstPageHasNone() {
    service.documents.publish("old.txt", "old.txt", LEAVE);
    service.documents.publish("other.txt", "other.txt", "Nothing of the kind.");
    service.documents.publish("copy.txt", "copy.txt", LEAVE);
    journey.open();
    page.locator("#catalogue-signal").selectOption("near-duplicate");
    assertThat(page.locator("#catalogue-body")).containsText("None of the latest");
    page.locator("#catalogue-body .more").click();
    assertThat(page.locator(".row")).hasCount(2);
    page.waitForResponse(response -> response.url().contains("/v1/documents?"), () -> {});
    assertThat(page.locator(".row")).hasCount(2);
    assertThat(page.locator("#catalogue-body .more")).isHidden();
    page.locator("#catalogue-signal").selectOption("pii");
    assertThat(page.locator("#catalogue-body")).containsText("None matches this filter");
  }

  @Test
  void whatIsOnItsWayForTheFirstTime_isTracedByItsId() {
    journey.open();
    page.locator("#catalogue-filter").fill("under way");
    page.locator("#catalogue-body button", new Page.LocatorOptions().setHasText("Trace under way"))
        .click();

    assertThat(page.locator(".version-state")).hasText("Under way");
    assertThat(page.locator(".version")).containsText("behind 7 records");
    assertThat(page.locator(".version")).containsText("about 2.4 s more");
    page.waitForResponse(response -> response.url().contains("/v1/documents?"), () -> {});
    assertThat(page.locator(".version-state")).hasText("Under way");
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
}
