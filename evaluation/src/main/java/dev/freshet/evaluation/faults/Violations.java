package dev.freshet.evaluation.faults;

import java.util.ArrayList;
import java.util.List;

/** What was found wrong: the first hundred in words, the others counted. Thread-safe. */
final class Violations {
  private static final int IN_WORDS = 100;

  private final List<String> words = new ArrayList<>();
  private long count;

  synchronized void add(String what) {
    count++;
    if (words.size() < IN_WORDS) {
      words.add(what);
    }
  }

  synchronized long count() {
    return count;
  }

  synchronized List<String> words() {
    return List.copyOf(words);
  }
}
