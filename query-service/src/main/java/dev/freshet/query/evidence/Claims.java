package dev.freshet.query.evidence;

import dev.freshet.common.text.TextNormaliser;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a sentence may not get wrong: its numbers, its names, its addresses.
 *
 * @param numbers without separators of thousands
 * @param names words with a capital that does not come from the sentence's beginning, and words
 *     that mix letters with digits
 * @param addresses of the web, as written
 */
record Claims(Set<String> numbers, Set<String> names, Set<String> addresses) {
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");
  private static final Pattern NAME = Pattern.compile("\\b\\p{Lu}[\\p{L}\\p{N}]+");
  private static final Pattern ADDRESS =
      Pattern.compile("\\b(?:https?://|www\\.)[^\\s)\\]>\"']+", Pattern.CASE_INSENSITIVE);

  /** A capital behind one of these says nothing: a sentence begins, or a quotation does. */
  private static final String BEGINNINGS = ".!?:\"“‘(*_#>-";

  private static final Map<String, String> WRITTEN =
      Map.ofEntries(
          Map.entry("zero", "0"),
          Map.entry("one", "1"),
          Map.entry("two", "2"),
          Map.entry("three", "3"),
          Map.entry("four", "4"),
          Map.entry("five", "5"),
          Map.entry("six", "6"),
          Map.entry("seven", "7"),
          Map.entry("eight", "8"),
          Map.entry("nine", "9"),
          Map.entry("ten", "10"),
          Map.entry("eleven", "11"),
          Map.entry("twelve", "12"));

  static Claims of(String sentence) {
    String text = TextNormaliser.normalise(sentence);
    Set<String> addresses = new HashSet<>();
    Matcher address = ADDRESS.matcher(text);
    while (address.find()) {
      addresses.add(address.group().replaceFirst("[.,;:!?]+$", ""));
    }
    String rest = address.replaceAll(" ");
    Set<String> names = new HashSet<>();
    Matcher name = NAME.matcher(rest);
    while (name.find()) {
      if (!begins(rest, name.start())) {
        names.add(name.group());
      }
    }
    return new Claims(numbers(rest), names, addresses);
  }

  private static boolean begins(String text, int start) {
    int before = start - 1;
    while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
      before--;
    }
    return before < 0 || BEGINNINGS.indexOf(text.charAt(before)) >= 0;
  }

  /** The numbers of a text, in digits. */
  static Set<String> numbers(String text) {
    Set<String> numbers = new HashSet<>();
    Matcher number = NUMBER.matcher(text);
    while (number.find()) {
      numbers.add(number.group().replaceAll(",(?=\\d{3}(?!\\d))", ""));
    }
    return numbers;
  }

  /** The numbers of a source: also those it writes as words, up to twelve. */
  static Set<String> numbersAsRead(String text) {
    Set<String> numbers = numbers(text);
    for (String word : words(text)) {
      String digits = WRITTEN.get(word);
      if (digits != null) {
        numbers.add(digits);
      }
    }
    return numbers;
  }

  /** The words of a text in lower case. */
  static List<String> words(String text) {
    return List.of(
        TextNormaliser.normalise(text).toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}']+"));
  }

  /** The word that begins or goes on at a place. */
  static String wordAt(String text, int start) {
    int end = start;
    while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    return text.substring(start, end);
  }
}
