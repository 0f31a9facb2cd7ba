package dev.freshet.evaluation.arms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.evaluation.quality.UnusableCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code deploy/finetune} says of a model that it made: its {@code model.json}.
 *
 * @param model its name at its endpoint
 * @param seconds its training took
 * @param prompts what it was trained on: {@code sources}, {@code questions} or {@code both}
 * @param told all of it
 */
record Trained(String model, double seconds, String prompts, JsonNode told) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FORMAT = "freshet-model";

  /**
   * Reads one.
   *
   * @throws UnusableCollection naming the file and the field
   */
  static Trained read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UnusableCollection(file + ": there is no such file: give the job's model.json");
    }
    JsonNode told = tree(file);
    if (!told.path("format").asText().equals(FORMAT)) {
      throw new UnusableCollection(
          file + ": format is not \"" + FORMAT + "\": give a model.json of deploy/finetune");
    }
    String model = told.path("model").asText();
    JsonNode seconds = told.path("trainingSeconds");
    if (model.isEmpty() || !seconds.isNumber() || seconds.asDouble() < 0) {
      throw new UnusableCollection(
          file + ": give model, a name, and trainingSeconds, a number from 0");
    }
    return new Trained(model, seconds.asDouble(), told.path("prompts").asText(), told);
  }

  private static JsonNode tree(Path file) throws IOException {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new UnusableCollection(file + ": is no JSON: " + e.getOriginalMessage());
    }
  }
}
