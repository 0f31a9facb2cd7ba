package dev.freshet.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers are those that standards and payment firms print as examples. */
class PersonalDataTest {
  private static Map<PersonalData.Sort, Integer> count(String text) {
    return PersonalData.count(text);
  }

  private static void has(PersonalData.Sort sort, int count, String text) {
    assertThat(count(text)).as(text).isEqualTo(Map.of(sort, count));
  }

  @Test
  void emailAddresses_areCounted() {
    has(PersonalData.Sort.EMAIL, 2, "Write to Ann.Lee+hr@freshet.dev, or <bob@mail.acme.co.uk>.");
    has(PersonalData.Sort.EMAIL, 1, "jürgen@müller.de");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "someone@example.com and x@sub.example.org and a@localhost",
        "@Override public void run()",
        "5 @ 3.20",
        "user@",
        "@",
        "a@b",
        "me@host.1"
      })
  void whatIsNobodysAddress_isNot(String text) {
    assertThat(count(text)).isEmpty();
  }

  @Test
  void ibans_areCounted_withBlanksAndWithout() {
    has(PersonalData.Sort.IBAN, 1, "IBAN: DE89 3704 0044 0532 0130 00.");
    has(PersonalData.Sort.IBAN, 1, "GB82WEST12345698765432");
    has(PersonalData.Sort.IBAN, 2, "NL91ABNA0417164300 / NO93 8601 1117 947");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DE89 3704 0044 0532 0130 01", // a digit is wrong
        "DE89 3704 0044 0532 0130 0", // one is missing
        "DE89 3704 0044 0532 0130 00A", // it goes on
        "ZZ89 3704 0044 0532 0130 00", // no such country
        "DE",
        "A"
      })
  void whatIsNoIban_isNot(String text) {
    assertThat(count(text)).isEmpty();
  }

  @Test
  void cardNumbers_areCounted() {
    has(PersonalData.Sort.CARD, 1, "4111 1111 1111 1111");
    has(PersonalData.Sort.CARD, 3, "5555-5555-5555-4444, 378282246310005 and 2223003122003222");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111 1111 1111 1112", // Luhn
        "1234 5678 1234 5670", // Luhn holds, but nobody issues it
        "411111111111111111111111", // goes on
        "x4111111111111111",
        "ISBN 978-3-16-148410-0",
        "2026-07-01 12:00:00 2026-07-01 13:00:00"
      })
  void whatIsNoCard_isNot(String text) {
    assertThat(count(text)).isEmpty();
  }

  @Test
  void internationalTelephoneNumbers_areCounted() {
    has(PersonalData.Sort.PHONE, 2, "Call +49 (0) 30 901820 or +1-202-555-0143.");
    has(PersonalData.Sort.PHONE, 1, "tel:+442079460958");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1+12345678",
        "+1234567",
        "a + 12345678",
        "+1234567890123456",
        "+0123456789",
        "C++ 12345678"
      })
  void whatIsNoTelephoneNumber_isNot(String text) {
    assertThat(count(text)).isEmpty();
  }

  @Test
  void words_tellCountsAndNothingElse() {
    assertThat(
            PersonalData.words(
                count("ann@freshet.dev DE89 3704 0044 0532 0130 00 4111111111111111")))
        .isEqualTo("email 1, iban 1, card 1");
  }

  @Test
  void hostileTexts_end() {
    assertThat(count("")).isEmpty();
    for (String each : new String[] {"@", "+", "4", "DE", "a@", "+1", "4 ", "A", "+4(", "a@b."}) {
      assertThat(count(each.repeat(500_000))).as(each).isNotNull();
    }
    assertThat(count("a".repeat(1_000_000) + "@" + "b".repeat(1_000_000) + ".de")).isEmpty();
  }
}
