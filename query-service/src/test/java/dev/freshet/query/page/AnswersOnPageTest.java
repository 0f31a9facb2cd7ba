package dev.freshet.query.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswersOnPageTest extends BrowserTest {
  @Test
  void answer_saysWhatEachSentenceRestsOn() {
    ask("parental leave");
    assertThat(page.locator("#answer-kind")).containsText("small-model");
    assertThat(page.locator(".sentence").first()).hasText("Parental leave is twenty weeks.");
    assertThat(page.locator(".unsupported")).hasText("It is paid in gold.");
    page.locator("button.cite").first().click();
    assertThat(page.locator(".source[data-number='1'] .passage")).hasText(LEAVE);
    assertThat(page.locator(".source summary").first()).isFocused();
    assertThat(complaints).isEmpty();
  }

  @Test
  void answerThatIsNotKnown_isSaidSo() {
    service.answers.known = false;
    ask("the moon");
    assertThat(page.locator(".answer-text"))
        .hasText("I don’t know. No passage says enough about it.");
  }

  @Test
  void watchedQuestion_showsEachPushAsItComes() {
    journey.open();
    page.locator("#query").fill("leave");
    page.locator("#watch-this").click();
    assertThat(page.locator(".watch h3")).hasText("leave");
    service.answers.push("7", "match", "Handbook");
    assertThat(page.locator(".push[data-event='match']")).containsText("Handbook");
    service.answers.push("8", "retract", "Handbook");
    assertThat(page.locator(".push[data-event='retract'] .badge")).hasText("gone");
    page.locator(".watch-head button").click();
    assertThat(page.locator("#watches")).isHidden();
  }

  @Test
  void chosenFacet_isAskedForAndTaken() {
    service.documents.publish("plan.pdf", "plan.pdf", LEAVE);
    journey.open();
    journey.find("leave", "leave");
    page.locator("#filters-open").click();
    page.locator(".facet .chip").first().click();
    assertThat(page.locator("#filters-open")).hasText("Filters (1)");
    assertThat(page.locator(".facet .chip").first()).hasAttribute("aria-pressed", "true");
    assertThat(service.lastSearch.get("filter").toString())
        .isEqualTo("{\"all\":[{\"field\":\"contentType\",\"eq\":\"text/plain\"}]}");
  }

  @Test
  void keys_areShownToAdmins() {
    journey.open();
    assertThat(page.locator("#access")).containsText("wiki-importer");
    assertThat(page.locator("#access")).containsText("311 of 5,000");
  }

  private void ask(String question) {
    journey.open();
    page.locator("#query").fill(question);
    page.locator("#answer-this").click();
  }
}
