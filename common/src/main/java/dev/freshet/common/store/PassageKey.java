package dev.freshet.common.store;

/**
 * Names one life of one passage: a function of document, version and ordinal, equal in every store
 * and after every replay.
 *
 * @param value text without meaning to others
 */
public record PassageKey(String value) implements Comparable<PassageKey> {
  @Override
  public int compareTo(PassageKey other) {
    return value.compareTo(other.value);
  }
}
