package dev.freshet.query.answer;

import dev.freshet.query.completion.Completion;
import java.util.List;

/**
 * What a model wrote.
 *
 * @param text without invented citations
 * @param removed the numbers that it invented, as it wrote them
 * @param completion how the text ended
 * @param cached whether it was remembered and not written anew
 */
record Written(String text, List<String> removed, Completion completion, boolean cached) {
  Written {
    removed = List.copyOf(removed);
  }

  Written remembered() {
    return new Written(text, removed, completion, true);
  }
}
