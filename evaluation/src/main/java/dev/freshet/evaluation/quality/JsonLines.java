package dev.freshet.evaluation.quality;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Files with a JSON object a line. */
public final class JsonLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonLines() {}

  /**
   * Reads a file; blank lines are passed over.
   *
   * @param fields that every object must have; the first must not be empty
   * @throws UnusableCollection naming the file and the line
   */
  public static List<JsonNode> read(Path file, String... fields) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    each(file, List.of(fields), (_, node) -> nodes.add(node));
    return nodes;
  }

  /**
   * The same line by line.
   *
   * @param fields as above; may be none
   * @param line is given where each stands, for messages, and what it is
   * @throws UnusableCollection naming the file and the line
   */
  public static void each(Path file, List<String> fields, BiConsumer<String, JsonNode> line)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UnusableCollection(file + ": there is no such file");
    }
    int number = 0;
    for (String text : Files.readAllLines(file)) {
      number++;
      if (!text.isBlank()) {
        String where = file + ", line " + number;
        line.accept(where, node(where, text, fields));
      }
    }
  }

  private static JsonNode node(String where, String line, List<String> fields) {
    try {
      JsonNode node = JSON.readTree(line);
      boolean named = fields.isEmpty() || !node.path(fields.getFirst()).asText().isEmpty();
      if (!named || !fields.stream().allMatch(node::has)) {
        throw new UnusableCollection(
            where + ": give an object with " + String.join(" and ", fields));
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new UnusableCollection(where + ": is no JSON: " + e.getOriginalMessage());
    }
  }
}
