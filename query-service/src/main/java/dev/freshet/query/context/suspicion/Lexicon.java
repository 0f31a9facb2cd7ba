package dev.freshet.query.context.suspicion;

import java.util.HashMap;
import java.util.Map;

/** What words mean: a tree of letters, so that most words are told apart by their first few. */
final class Lexicon {
  private static final Node ROOT = new Node();

  static {
    for (Meaning meaning : Meaning.values()) {
      for (String word : meaning.words()) {
        boolean begins = word.endsWith("*");
        Node node = ROOT.down(Folding.fold(begins ? word.substring(0, word.length() - 1) : word));
        node.begins |= begins ? meaning.bit() : 0;
        node.whole |= begins ? 0 : meaning.bit();
      }
    }
  }

  private Lexicon() {}

  private static final class Node {
    private final Map<Character, Node> next = new HashMap<>();
    private long begins;
    private long whole;

    Node down(String word) {
      Node node = this;
      for (int i = 0; i < word.length(); i++) {
        node = node.next.computeIfAbsent(word.charAt(i), _ -> new Node());
      }
      return node;
    }
  }

  /** The meanings of a folded word; 0: none that matters. */
  static long meanings(String word) {
    long found = 0;
    Node node = ROOT;
    for (int i = 0; i < word.length(); i++) {
      node = node.next.get(word.charAt(i));
      if (node == null) {
        return found;
      }
      found |= node.begins;
    }
    return found | node.whole;
  }

  /**
   * The length of the longest known word that stands here in writing without blanks; 0: none does.
   */
  static int longestAt(String text, int start, int end) {
    int longest = 0;
    Node node = ROOT;
    for (int i = start; i < end; i++) {
      node = node.next.get(text.charAt(i));
      if (node == null) {
        break;
      }
      longest = (node.begins | node.whole) != 0 ? i + 1 - start : longest;
    }
    return longest;
  }
}
