package dev.freshet.query.completion;

import java.util.List;
import java.util.Locale;

/**
 * What a language model is asked.
 *
 * @param messages in order, at least one
 */
public record Prompt(List<Message> messages) {
  /** Copies the list. */
  public Prompt {
    messages = List.copyOf(messages);
  }

  /** Who speaks. */
  public enum Role {
    SYSTEM,
    USER,
    ASSISTANT;

    /** Its name on the wire. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What one of them says. */
  public record Message(Role role, String text) {}

  /** Characters in all. */
  public int length() {
    return messages.stream().mapToInt(message -> message.text().length()).sum();
  }
}
