package dev.freshet.query.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLettersOnPageTest extends BrowserTest {
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

  @Test
  void deadLetter_isDownloadedWithTheKey_asItWasPublished() throws IOException {
    service.wantedKey = "swordfish";
    service.letters.add("plans/plan.pdf", "timeout");
    page.navigate(service.base().toString());
    page.locator("#key").fill("swordfish");
    page.keyboard().press("Enter");
    Download download =
        page.waitForDownload(() -> letter("plans/plan.pdf").locator(".letter-download").click());
    assertThat(download.suggestedFilename()).isEqualTo("plan.pdf");
    assertThat(Files.readAllBytes(download.path()))
        .isEqualTo(FakeLetters.bytesOf("freshet.dead-letters-0@0"));
    assertThat(letter("plans/plan.pdf")).isVisible();
  }

  @Test
  void deadLetterWithoutBytes_offersNoDownload() {
    service.letters.add("a", "embedding-refused");
    service.letters.add("b", "timeout");
    service.letters.loseBytes("a");
    journey.open();
    assertThat(letter("b").locator(".letter-download")).hasCount(1);
    assertThat(letter("a")).containsText("no bytes");
    assertThat(letter("a").locator(".letter-download")).hasCount(0);
  }

  @Test
  void refusedDownload_isSaidAtItsLetter() {
    service.letters.add("a", "timeout");
    service.letters.refused = true;
    journey.open();
    letter("a").locator(".letter-download").click();
    assertThat(letter("a").locator("[role=alert]"))
        .hasText("Not downloaded: kafka does not answer: try again later, and see /health/ready");
  }

  @Test
  void reasonAndMessage_areNotSaidTwice() {
    service.letters.add("a", "corrupt", "the file (application/pdf) is truncated or damaged: Eof");
    service.letters.add(
        "b", "encrypted", "The file is encrypted; publish it without its password.");
    service.letters.add("c", "crash", "what the parser said");
    journey.open();
    assertThat(letter("a").locator(".letter-why"))
        .hasText("the file (application/pdf) is truncated or damaged: Eof (at parse)");
    assertThat(letter("b").locator(".letter-why"))
        .hasText("the file is encrypted; publish it without its password (at parse)");
    assertThat(letter("c").locator(".letter-why"))
        .hasText("the parser died on it (at parse): what the parser said");
  }
}
