package dev.freshet.query.access;

import dev.freshet.query.exchange.Problem;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a good token says.
 *
 * @param tree texts, numbers, lists and maps by name
 */
record Claims(Map<String, Object> tree) {
  private static final int LONGEST = 512;

  /**
   * A claim's texts: itself, or the items of a list. Empty where it is not there.
   *
   * @param path its name, or names with dots between that lead into objects
   * @throws Problem 403 where it is neither
   */
  List<String> texts(String path) {
    Object claim = find(path);
    return switch (claim) {
      case null -> List.of();
      case List<?> items -> items.stream().map(item -> text(path, item)).toList();
      default -> List.of(text(path, claim));
    };
  }

  /** A claim's words: the items of a list, or what stands between blanks. */
  Set<String> words(String path) {
    Set<String> words = new LinkedHashSet<>();
    texts(path).forEach(text -> words.addAll(Arrays.asList(text.strip().split(" +", -1))));
    return words;
  }

  private Object find(String path) {
    if (tree.containsKey(path)) {
      return tree.get(path);
    }
    Object at = tree;
    for (String name : path.split("\\.", -1)) {
      at = at instanceof Map<?, ?> object ? object.get(name) : null;
    }
    return at;
  }

  private String text(String path, Object value) {
    if (value instanceof String text
        && !text.isBlank()
        && text.length() <= LONGEST
        && text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    throw refused(
        "has something else in " + path + " than texts of 1 to " + LONGEST + " characters");
  }

  /** That a good token does not say enough: 403. */
  Problem refused(String why) {
    return Problem.of(403, "Forbidden", "the token " + why).with("field", "Authorization");
  }
}
