package dev.freshet.client;

import java.util.regex.Pattern;

/**
 * A freshness token: where a version stands in its source topic. A search that carries it waits
 * until that version is retrievable.
 *
 * @param value such as {@code documents-0@41}
 */
public record Token(String value) {
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9._-]{1,249}-[0-9]{1,10}@[0-9]{1,19}");

  /**
   * @throws IllegalArgumentException when it is not topic-partition@offset
   */
  public Token {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "\"" + value + "\" is no token: give topic-partition@offset, such as documents-0@41");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
