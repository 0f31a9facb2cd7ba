package dev.freshet.query.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DashboardOnPageTest extends BrowserTest {
  private static final Pattern SOMEWHERE = Pattern.compile("M[0-9]+");

  private void visit() {
    page.navigate(service.base().resolve("dashboard.html?minutes=5").toString());
    assertThat(page.locator("#service")).hasText("Live");
  }

  private Locator panel(String id) {
    return page.locator("#of-" + id);
  }

  @ParameterizedTest
  @CsvSource({"390,DARK", "390,LIGHT", "1280,DARK", "1280,LIGHT"})
  void loadThatGoesIn_isDrawn_inEveryLook(int width, ColorScheme scheme) {
    look(width, scheme);
    visit();
    service.counted.documents(200, Duration.ofMillis(180));
    service.counted.telemetry.query("total", Duration.ofMillis(12));
    service.counted.telemetry.search(true);
    assertThat(panel("freshness").locator("path.line-0")).hasAttribute("d", SOMEWHERE);
    assertThat(panel("latency").locator("path.line-1")).hasAttribute("d", SOMEWHERE);
    assertThat(panel("behind").locator(".legend-value")).hasText("12");
    assertThat(panel("in-time").locator(".legend-value").last()).hasText("99.8 %");
    assertThat(panel("children").locator(".plot")).isHidden();
    assertThat(panel("children").locator(".missing")).containsText("The ingest service counts");
    assertThat(panel("store").locator(".missing")).containsText("Not here: replace, refresh.");
    assertThat(page.locator("#state")).hasText("Nothing is beyond its limit now.");
    panel("freshness").locator("summary").click();
    examine(scheme.name().toLowerCase(Locale.ROOT) + "-" + width + "-dashboard");
    assertThat(complaints).isEmpty();
  }

  @Test
  void whatIsBeyondALimit_isRed_andSaidInWords() {
    visit();
    service.counted.documents(50, Duration.ofSeconds(9));
    service.counted.deadLetter();
    assertThat(panel("freshness").locator("path.beyond")).hasAttribute("d", SOMEWHERE);
    assertThat(panel("freshness").locator(".limit-note"))
        .hasText("Beyond: above 2 s (objective.freshness)");
    assertThat(panel("dead").locator(".legend li")).hasCount(1);
    assertThat(panel("dead").locator(".legend li")).containsText("encrypted");
    assertThat(page.locator("#state"))
        .containsText("Beyond its limit now: From publish to retrievable");
  }

  @Test
  void intervalsInWhichNothingWasMeasured_areGaps() {
    visit();
    assertThat(panel("latency").locator(".nothing")).hasText("Nothing was measured in this time.");
    service.counted.telemetry.query("total", Duration.ofMillis(12));
    assertThat(panel("latency").locator("path.line-0"))
        .hasAttribute("d", Pattern.compile("^M[0-9. ]+h0$"));
    assertThat(panel("searches").locator("path.line-0")).hasAttribute("d", Pattern.compile("L"));
  }

  @Test
  void keyboard_goesThroughTime_inAllPlotsAtOnce() {
    service.counted.documents(20, Duration.ofMillis(300));
    visit();
    Locator plot = panel("behind").locator(".plot");
    assertThat(plot).hasAttribute("aria-valuetext", Pattern.compile("^now: live 12"));
    plot.focus();
    page.keyboard().press("ArrowLeft");
    page.keyboard().press("ArrowLeft");
    assertThat(plot).hasAttribute("aria-valuetext", Pattern.compile("^[0-9:]{8}: live 12$"));
    assertThat(panel("oldest").locator(".panel-time")).hasText(Pattern.compile("[0-9:]{8}"));
    page.keyboard().press("Escape");
    assertThat(panel("oldest").locator(".panel-time")).hasText("time");
  }

  @Test
  void table_saysTheSame_andRangeAndPauseAreKept() {
    visit();
    service.counted.documents(20, Duration.ofMillis(300));
    panel("behind").locator("summary").click();
    assertThat(panel("behind").locator("caption"))
        .hasText("Published and not yet out: greatest of each minute");
    assertThat(panel("behind").locator("tbody td").first()).hasText("12");
    page.locator("#ranges input[value='60']").check(new Locator.CheckOptions().setForce(true));
    assertThat(page).hasURL(Pattern.compile("minutes=60"));
    page.locator("#pause").click();
    assertThat(page.locator("#pause")).hasText("Go on");
    page.reload();
    assertThat(page.locator("#ranges input[value='60']")).isChecked();
  }

  @Test
  void page_leadsToTheDashboard_andBack() {
    journey.open();
    page.locator(".top a[href='dashboard.html']").click();
    assertThat(page.locator("h1")).hasText("Dashboard");
    page.locator(".top a.quiet").click();
    assertThat(page.locator("#query")).isVisible();
  }
}
