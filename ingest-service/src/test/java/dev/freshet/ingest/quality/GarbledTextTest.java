package dev.freshet.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.text.TextNormaliser;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GarbledTextTest {
  private static final double THRESHOLD = 0.1;
  private static final String GERMAN =
      "Für die Prüfung müssen Sie den Schlüssel gemäß der Größenübersicht wählen; Änderungen übermäßig großer Türen lösen Gebühren aus.";

  private static double share(String text) {
    return GarbledText.share(TextNormaliser.normalise(text), 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Rindfleischetikettierungsüberwachung und Angstschweiß sind Wörter, die es wirklich gibt, und Rhythmus auch.",
        "The HTTP and HTML specs of the W3C, the XSLT engine and the SQL of PostgreSQL (v16.2) run on x86_64-linux-gnu, see https://www.w3.org/TR/html52/ or /usr/lib/jvm/java-25.",
        "A MANHÃ SEGUINTE: A ORGANIZAÇÃO DA IRMÃ, À NOITE. NO AÑO 2026 EL NIÑO COMIÓ PIÑA.",
        "Комитет решил, что доклад будет опубликован до конца месяца и открыт для всех.",
        "委員会は、報告書を月末までに公表し、すべての会員に公開することを決定しました。委員会は、報告書を月末までに公表し、すべての会員に公開する。",
        "Total ............................ 42\n---------------------------------------\n=========================== end of table =====",
        "\uF0B7 First the brakes are checked by the driver \uF0B7 then the lights are checked by somebody else \uF0B7 and the doors last of all."
      })
  void goodText_isBelowTheThreshold(String text) {
    assertThat(share(text)).isLessThan(THRESHOLD);
  }

  @Test
  void goodText_ofOneLanguage_hasNothingGarbledAtAll() {
    assertThat(share(GERMAN)).isZero();
  }

  @Test
  void utf8ReadAsLatin1_isGarbled_inAlphabetsThatHaveManySuchLetters() {
    String russian = "Комитет решил, что доклад будет опубликован до конца месяца.";
    String misread =
        new String(russian.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertThat(share(misread)).isGreaterThan(THRESHOLD);
  }

  @Test
  void utf8ReadAsWindows1252_isGarbled() {
    assertThat(
            share(
                new String(
                    GERMAN.getBytes(StandardCharsets.UTF_8), Charset.forName("windows-1252"))))
        .isGreaterThan(THRESHOLD);
  }

  @Test
  void fontWithoutACharacterMap_isGarbled() {
    StringBuilder privateUse = new StringBuilder();
    GERMAN.chars().forEach(c -> privateUse.append((char) (0xF000 + c % 0x100)));
    assertThat(share(privateUse.toString())).isGreaterThan(0.9);
  }

  @Test
  void lettersMovedInTheAlphabet_asByABrokenFont_areGarbled() {
    String sentence = "the quick brown fox jumps over the lazy dog while nobody looks at it";
    StringBuilder moved = new StringBuilder();
    sentence.chars().forEach(c -> moved.append(c == ' ' ? ' ' : (char) ('a' + (c - 'a' + 3) % 26)));
    assertThat(share(moved.toString())).isGreaterThan(THRESHOLD);
  }

  @Test
  void charactersThatTheReaderLost_count() {
    assertThat(GarbledText.share(GERMAN, 0)).isZero();
    assertThat(GarbledText.share(GERMAN, GERMAN.length())).isGreaterThan(0.5);
    assertThat(GarbledText.share("", 1000)).isEqualTo(1);
  }

  @Test
  void hostileTexts_areMeasuredAndEnd() {
    assertThat(share("a".repeat(1_000_000))).isEqualTo(1);
    assertThat(GarbledText.share("\uD800".repeat(100_000), 100_000)).isBetween(0.0, 1.0);
    assertThat(share("Ã".repeat(100_000))).isBetween(0.0, 1.0);
    assertThat(share("Ã¼".repeat(100_000))).isEqualTo(1);
    assertThat(share(" ".repeat(100_000))).isZero();
    assertThat(share("")).isZero();
    assertThat(share("xkcd qrst")).as("too short to tell").isZero();
  }
}
