package dev.freshet.query.access;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How principals are made of a token's claims, such as {@code user:{sub},group:{groups}}.
 *
 * @param patterns in the order given
 */
record PrincipalPatterns(List<PrincipalPattern> patterns) {
  private static final Pattern FORM = Pattern.compile("([^{}]*)\\{([^{}]+)}([^{}]*)");

  /** What a person asks for: so many groups, and a token that lists more is no use to him. */
  private static final int MOST = 1000;

  /** One pattern: text, a claim, text. */
  record PrincipalPattern(String before, String claim, String after) {}

  /**
   * Reads patterns.
   *
   * @param text separated by commas; empty: no principals
   * @throws IllegalArgumentException saying what to give
   */
  static PrincipalPatterns parse(String text) {
    return new PrincipalPatterns(
        Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(pattern -> !pattern.isEmpty())
            .map(PrincipalPatterns::one)
            .toList());
  }

  private static PrincipalPattern one(String pattern) {
    Matcher form = FORM.matcher(pattern);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "give patterns with one claim in braces each, such as user:{sub},group:{groups}");
    }
    return new PrincipalPattern(form.group(1), form.group(2), form.group(3));
  }

  /** The principals that claims come to; a claim that is not there makes none. */
  Set<String> of(Claims claims) {
    Set<String> principals = new LinkedHashSet<>();
    for (PrincipalPattern pattern : patterns) {
      for (String value : claims.texts(pattern.claim())) {
        if (principals.size() == MOST) {
          throw claims.refused("names more than " + MOST + " principals");
        }
        principals.add(pattern.before() + value + pattern.after());
      }
    }
    return principals;
  }
}
