package dev.freshet.standalone.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An example as a chat in OpenAI's format for fine-tuning: numbered sources and a question,
 * answered out of the source that answers it, and cited by its number. So are the prompts of {@code
 * /v1/answer}, with the same marks.
 */
final class Chat {
  private static final int MOST_OTHERS = 3;
  private static final int LONGEST_ANSWER = 1500;
  private static final String SYSTEM =
      "You answer questions from numbered sources. Use only what the sources say. If they do not"
          + " hold the answer, reply with exactly: I don't know. End each answer with the numbers"
          + " of the sources it rests on, such as [1].";

  private Chat() {}

  static ObjectNode json(Example example) {
    List<Piece> sources = new ArrayList<>(example.negatives());
    while (sources.size() > MOST_OTHERS) {
      sources.removeLast();
    }
    sources.add(example.positive());
    // Else the right one would always be the last.
    sources.sort(
        Comparator.comparing(
            piece -> Key.of(example.id() + piece.document() + piece.passage()).hex()));
    StringBuilder text = new StringBuilder("<sources>\n");
    for (int i = 0; i < sources.size(); i++) {
      Piece piece = sources.get(i);
      text.append("[%d] %s, %s\n".formatted(i + 1, piece.document(), piece.version()));
      text.append(piece.text()).append("\n\n");
    }
    text.append("</sources>\n\nQuestion: ").append(example.question());
    String answer =
        example.answer().isEmpty()
            ? Words.beginning(example.positive().text(), LONGEST_ANSWER)
            : example.answer().strip();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode messages = node.putArray("messages");
    message(messages, "system", SYSTEM);
    message(messages, "user", text.toString());
    message(messages, "assistant", answer + " [" + (sources.indexOf(example.positive()) + 1) + "]");
    return node;
  }

  private static void message(ArrayNode messages, String role, String content) {
    messages.addObject().put("role", role).put("content", content);
  }
}
