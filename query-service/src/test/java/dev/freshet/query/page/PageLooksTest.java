package dev.freshet.query.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageLooksTest extends BrowserTest {
  @ParameterizedTest
  @CsvSource({"360,LIGHT", "390,DARK", "1440,DARK", "1440,LIGHT"})
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
    page.locator("#filters-open").click();
    assertThat(page.locator(".facet")).isVisible();
    page.locator("#watch-this").click();
    service.answers.push("7", "match", "A long title ".repeat(12));
    assertThat(page.locator(".push")).isVisible();
    page.locator("#answer-this").click();
    assertThat(page.locator("#answer-kind")).isVisible();
    page.locator("button.cite").first().click();
    examine(name + "-answer");
  }
}
