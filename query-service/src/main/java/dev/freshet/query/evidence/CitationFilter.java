package dev.freshet.query.evidence;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes invented citations out of a text while it is written: of marks such as {@code [2]} or
 * {@code [1, 3]} only the numbers that there are stay. What may become a mark is held back until it
 * is one or not; what is between backquotes is code and stays as it is. Not thread-safe: belongs to
 * one answer.
 */
public final class CitationFilter {
  private static final Pattern MAYBE = Pattern.compile(" *(?:\\[(?:\\d[\\d,; ]*)?)?");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final int LONGEST = 64;

  private final Set<Integer> known;
  private final SortedSet<String> removed = new TreeSet<>();
  private final StringBuilder held = new StringBuilder();
  private boolean code;
  private char before;

  /**
   * @param known the numbers that may be cited
   */
  public CitationFilter(Set<Integer> known) {
    this.known = Set.copyOf(known);
  }

  /** The next piece; gives what is certain by now. */
  public String accept(String piece) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < piece.length(); i++) {
      accept(piece.charAt(i), out);
    }
    return out.toString();
  }

  private void accept(char c, StringBuilder out) {
    if (c == '`' && before != '`') {
      code = !code;
    }
    before = c;
    boolean open = held.indexOf("[") >= 0;
    if (open && c == ']' && NUMBER.matcher(held).find()) {
      mark(out);
      return;
    }
    held.append(c);
    if (code || held.length() > LONGEST || !MAYBE.matcher(held).matches()) {
      release(out);
    }
  }

  /** What is held is no mark, but its last character may begin one. */
  private void release(StringBuilder out) {
    char last = held.charAt(held.length() - 1);
    boolean begins = !code && held.length() > 1 && (last == '[' || last == ' ');
    out.append(held, 0, begins ? held.length() - 1 : held.length());
    held.setLength(0);
    if (begins) {
      held.append(last);
    }
  }

  private void mark(StringBuilder out) {
    TreeSet<Integer> kept = new TreeSet<>();
    boolean all = true;
    Matcher number = NUMBER.matcher(held);
    while (number.find()) {
      String digits = number.group();
      boolean there = digits.length() <= 4 && known.contains(Integer.valueOf(digits));
      all &= there;
      if (there) {
        kept.add(Integer.valueOf(digits));
      } else {
        removed.add(digits);
      }
    }
    if (all) {
      out.append(held).append(']');
    } else if (!kept.isEmpty()) {
      out.append(held, 0, held.indexOf("[") + 1);
      out.append(kept.stream().map(String::valueOf).collect(Collectors.joining(", "))).append(']');
    }
    held.setLength(0);
  }

  /** The text is at its end; gives what was held back. */
  public String end() {
    String rest = held.toString();
    held.setLength(0);
    return rest;
  }

  /** The numbers that were taken out, as written. */
  public SortedSet<String> removed() {
    return removed;
  }
}
