package dev.freshet.common.text;

import java.util.HashMap;
import java.util.Map;

/** Numbers that carry check digits; single blanks, and in cards hyphens, may stand in them. */
final class CheckedNumbers {
  private static final int FEWEST_CARD_DIGITS = 13;
  private static final int MOST_CARD_DIGITS = 19;
  private static final int MOD = 97;

  /** How long each country's IBAN is, as the registry of ISO 13616 says. */
  private static final Map<String, Integer> IBAN_LENGTHS =
      lengths(
          "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18"
              + " DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22"
              + " IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 MC27 MD24 ME22"
              + " MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SE24 SI19"
              + " SK24 SM27 TN24 TR26 UA29 VA22 VG24 XK20");

  private CheckedNumbers() {}

  private static Map<String, Integer> lengths(String all) {
    Map<String, Integer> lengths = new HashMap<>();
    for (String each : all.split(" ", -1)) {
      lengths.put(each.substring(0, 2), Integer.parseInt(each.substring(2)));
    }
    return lengths;
  }

  /** Where the IBAN that begins here ends; -1 where there is none. */
  static int iban(String text, int start) {
    if (start + 2 > text.length()) {
      return -1;
    }
    int length = IBAN_LENGTHS.getOrDefault(text.substring(start, start + 2), 0);
    StringBuilder number = new StringBuilder();
    int i = start;
    while (i < text.length() && number.length() < length) {
      char c = text.charAt(i);
      if (PersonalData.isDigit(c) || PersonalData.isCapital(c)) {
        number.append(c);
      } else if (c != ' ' || text.charAt(i - 1) == ' ') {
        return -1;
      }
      i++;
    }
    boolean ends = i == text.length() || !Character.isLetterOrDigit(text.charAt(i));
    return length > 0 && number.length() == length && ends && mod97(number) == 1 ? i : -1;
  }

  /** ISO 7064: the first four come last, letters count from 10. */
  private static int mod97(CharSequence iban) {
    int rest = 0;
    for (int i = 0; i < iban.length(); i++) {
      char c = iban.charAt((i + 4) % iban.length());
      rest =
          PersonalData.isDigit(c)
              ? (rest * 10 + (c - '0')) % MOD
              : (rest * 100 + (c - 'A' + 10)) % MOD;
    }
    return rest;
  }

  /** Where the card number that begins here ends; -1 where there is none. */
  static int card(String text, int start) {
    StringBuilder digits = new StringBuilder();
    int end = start;
    for (int i = start; i < text.length() && digits.length() <= MOST_CARD_DIGITS; i++) {
      char c = text.charAt(i);
      if (PersonalData.isDigit(c)) {
        digits.append(c);
        end = i + 1;
      } else if ((c != ' ' && c != '-') || !PersonalData.isDigit(text.charAt(i - 1))) {
        break;
      }
    }
    boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
    return ends && isIssued(digits) && luhn(digits) ? end : -1;
  }

  /** Visa, Mastercard, American Express, Discover. */
  private static boolean isIssued(CharSequence digits) {
    int length = digits.length();
    if (length < FEWEST_CARD_DIGITS || length > MOST_CARD_DIGITS) {
      return false;
    }
    int two = Integer.parseInt(digits, 0, 2, 10);
    int four = Integer.parseInt(digits, 0, 4, 10);
    return switch (length) {
      case 13, 19 -> two / 10 == 4;
      case 15 -> two == 34 || two == 37;
      case 16 ->
          two / 10 == 4
              || (two >= 51 && two <= 55)
              || (four >= 2221 && four <= 2720)
              || four == 6011
              || two == 65;
      default -> false;
    };
  }

  private static boolean luhn(CharSequence digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int counted = i % 2 == 0 ? digit : 2 * digit;
      sum += counted > 9 ? counted - 9 : counted;
    }
    return sum % 10 == 0;
  }
}
