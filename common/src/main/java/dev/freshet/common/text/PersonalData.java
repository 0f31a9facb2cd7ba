package dev.freshet.common.text;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Counts what looks like personal data, by rule and in one pass; what it is, is kept nowhere. Each
 * place counts for one sort:
 *
 * <ul>
 *   <li>an e-mail address: RFC 5322's common form, with a domain; those of RFC 2606, such as {@code
 *       example.com}, are nobody's
 *   <li>an IBAN: ISO 13616, with its country's length and its check digits (ISO 7064, mod 97-10)
 *   <li>a payment card's number: ISO 7812, 13 to 19 digits that begin as the large issuers' do,
 *       with Luhn's check digit
 *   <li>a telephone number: E.164, a plus sign and 8 to 15 digits; national forms are too much like
 *       other numbers
 * </ul>
 */
public final class PersonalData {
  /** Sorts, in the order in which a place is tried. */
  public enum Sort {
    /** An e-mail address. */
    EMAIL,
    /** An international bank account number. */
    IBAN,
    /** A payment card's number. */
    CARD,
    /** A telephone number. */
    PHONE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int LONGEST_LOCAL_PART = 64;
  private static final int LONGEST_DOMAIN = 253;
  private static final int FEWEST_PHONE_DIGITS = 8;
  private static final int MOST_PHONE_DIGITS = 15;

  private final String text;
  private final Map<Sort, Integer> counts = new EnumMap<>(Sort.class);

  private PersonalData(String text) {
    this.text = text;
  }

  /** How many of each sort that there is. */
  public static Map<Sort, Integer> count(String text) {
    var data = new PersonalData(text);
    data.look();
    return data.counts;
  }

  /** Such as {@code email 3, iban 1}. */
  public static String words(Map<Sort, Integer> counts) {
    return counts.entrySet().stream()
        .map(count -> count.getKey().label() + " " + count.getValue())
        .collect(Collectors.joining(", "));
  }

  private void look() {
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      int end = i + 1;
      if (c == '@') {
        end = found(Sort.EMAIL, i, email(i));
      } else if (c == '+') {
        end = found(Sort.PHONE, i, phone(i));
      } else if (isCapital(c) && begins(i)) {
        end = found(Sort.IBAN, i, CheckedNumbers.iban(text, i));
      } else if (isDigit(c) && begins(i)) {
        end = found(Sort.CARD, i, CheckedNumbers.card(text, i));
      }
      i = end;
    }
  }

  /** Where to go on. */
  private int found(Sort sort, int at, int end) {
    if (end <= at) {
      return at + 1;
    }
    counts.merge(sort, 1, Integer::sum);
    return end;
  }

  private boolean begins(int at) {
    return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
  }

  /** Where the address around an at sign ends; -1 where there is none. */
  private int email(int at) {
    int start = at;
    while (start > 0 && at - start <= LONGEST_LOCAL_PART && isLocal(text.charAt(start - 1))) {
      start--;
    }
    int end = at + 1;
    while (end < text.length() && end - at <= LONGEST_DOMAIN && isDomain(text.charAt(end))) {
      end++;
    }
    while (end > at + 1 && !Character.isLetter(text.charAt(end - 1))) {
      end--;
    }
    String domain = text.substring(at + 1, end).toLowerCase(Locale.ROOT);
    int dot = domain.lastIndexOf('.');
    boolean address =
        start < at
            && at - start <= LONGEST_LOCAL_PART
            && dot > 0
            && domain.length() - dot > 2
            && !isNobodys(domain);
    return address ? end : -1;
  }

  private static boolean isNobodys(String domain) {
    String own = "." + domain;
    return own.endsWith(".example.com")
        || own.endsWith(".example.org")
        || own.endsWith(".example.net")
        || own.endsWith(".example")
        || own.endsWith(".invalid")
        || own.endsWith(".test")
        || own.endsWith(".localhost");
  }

  private static boolean isLocal(char c) {
    return Character.isLetterOrDigit(c) || "._%+-'".indexOf(c) >= 0;
  }

  private static boolean isDomain(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '-';
  }

  /** Where the number after a plus sign ends; -1 where there is none. */
  private int phone(int plus) {
    if (!begins(plus) || plus + 1 >= text.length() || text.charAt(plus + 1) == '0') {
      return -1;
    }
    int digits = 0;
    int end = plus + 1;
    int marks = 0;
    // Two marks may stand together, as in ") ".
    for (int i = plus + 1; i < text.length() && marks <= 2 && digits <= MOST_PHONE_DIGITS; i++) {
      char c = text.charAt(i);
      if (isDigit(c)) {
        digits++;
        marks = 0;
        end = i + 1;
      } else if (" -./()".indexOf(c) >= 0 && isDigit(text.charAt(plus + 1))) {
        marks++;
      } else {
        break;
      }
    }
    return digits >= FEWEST_PHONE_DIGITS && digits <= MOST_PHONE_DIGITS ? end : -1;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
