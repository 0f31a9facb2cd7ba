package dev.freshet.standalone.commands;

import java.util.HashMap;
import java.util.Map;

/** Settings by key, as far as they were given. */
final class Flags {
  private final Map<String, String> given = new HashMap<>();

  /**
   * One of them.
   *
   * @param value null: it was not given
   */
  Flags put(String key, String value) {
    if (value != null) {
      given.put(key, value);
    }
    return this;
  }

  /** Several. */
  Flags putAll(Map<String, String> more) {
    given.putAll(more);
    return this;
  }

  Map<String, String> given() {
    return Map.copyOf(given);
  }
}
