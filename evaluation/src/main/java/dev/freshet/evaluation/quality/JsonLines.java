package dev.freshet.evaluation.quality;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    if (!Files.isRegularFile(file)) {
      throw new UnusableCollection(file + ": there is no such file");
    }
    List<JsonNode> nodes = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (!line.isBlank()) {
        nodes.add(node(file + ", line " + number, line, List.of(fields)));
      }
    }
    return nodes;
  }

  private static JsonNode node(String where, String line, List<String> fields) {
    try {
      JsonNode node = JSON.readTree(line);
      boolean named = !node.path(fields.getFirst()).asText().isEmpty();
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
