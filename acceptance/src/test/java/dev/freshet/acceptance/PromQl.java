package dev.freshet.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Which metrics and labels a Prometheus expression names. */
final class PromQl {
  /** What Prometheus itself puts on every series. */
  private static final Set<String> EVERYWHERE = Set.of("job", "instance");

  private static final Set<String> WORDS = Set.of("offset", "bool", "inf", "nan");

  /** Between operands whose labels have nothing to do with each other. */
  private static final Pattern SETS = Pattern.compile("\\b(?:and|or|unless)\\b");

  /** Grouping and matching, whose labels concern all of the expression. */
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");

  private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Pattern SELECTOR =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(\\{[^}]*})?\\s*(\\()?");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_]\\w*");

  private PromQl() {}

  /**
   * What an expression names that is not there.
   *
   * @param known labels by metric
   */
  static List<String> unknown(String expression, Map<String, Set<String>> known) {
    String plain = RANGE.matcher(STRING.matcher(expression).replaceAll("\"\"")).replaceAll("");
    return SETS.splitAsStream(plain).flatMap(part -> part(part, known).stream()).toList();
  }

  /** Of an operand of a set operator, or of an expression without one. */
  private static List<String> part(String plain, Map<String, Set<String>> known) {
    List<String> unknown = new ArrayList<>();
    List<String> grouped =
        GROUPING.matcher(plain).results().flatMap(g -> names(g.group(1)).stream()).toList();
    String ungrouped = GROUPING.matcher(plain).replaceAll("").replaceAll("\\b\\d[\\w.]*", "");
    List<MatchResult> selectors =
        SELECTOR
            .matcher(ungrouped)
            .results()
            .filter(s -> s.group(3) == null && !WORDS.contains(s.group(1)))
            .toList();
    if (selectors.isEmpty() && !plain.contains("vector(")) {
      unknown.add("no metric in " + plain);
    }
    for (MatchResult selector : selectors) {
      Set<String> labels = known.get(selector.group(1));
      if (labels == null) {
        unknown.add(selector.group(1));
        continue;
      }
      String matchers = selector.group(2) == null ? "" : selector.group(2);
      names(matchers).stream()
          .filter(label -> !labels.contains(label) && !EVERYWHERE.contains(label))
          .forEach(label -> unknown.add(selector.group(1) + "{" + label + "}"));
      grouped.stream()
          .filter(label -> !labels.contains(label) && !EVERYWHERE.contains(label))
          .forEach(label -> unknown.add(selector.group(1) + " by " + label));
    }
    return unknown;
  }

  private static List<String> names(String text) {
    return NAME.matcher(text).results().map(MatchResult::group).toList();
  }
}
