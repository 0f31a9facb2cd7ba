package dev.freshet.evaluation.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Real texts to load with: passages of SQuAD 2.0 and abstracts of Cranfield, as plain text. */
public final class Corpus {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Corpus() {}

  /**
   * A text to publish.
   *
   * @param id its document id
   * @param text title and body
   * @param publishedAt when its contents are of; empty: nobody says
   */
  public record Text(String id, String text, Optional<Instant> publishedAt) {
    /** One of no known time. */
    public Text(String id, String text) {
      this(id, text, Optional.empty());
    }
  }

  /**
   * The documents of both collections, mixed by a fixed seed.
   *
   * @param data the folder that holds {@code squad2} and {@code cranfield}
   * @param count how many; where there are fewer, repeated under other ids with their sentences in
   *     another order, so that hardly a passage comes twice
   */
  public static List<Text> mixed(Path data, int count) throws IOException {
    List<Text> all = new ArrayList<>(read(data.resolve("squad2/corpus.jsonl"), "squad-"));
    all.addAll(read(data.resolve("cranfield/corpus.jsonl"), "cranfield-"));
    Collections.shuffle(all, new Random(42));
    List<Text> chosen = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Text text = all.get(i % all.size());
      int round = i / all.size();
      chosen.add(
          round == 0 ? text : new Text(text.id() + "-" + round, reordered(text.text(), round)));
    }
    return chosen;
  }

  private static String reordered(String text, int round) {
    List<String> sentences = new ArrayList<>(List.of(text.split("(?<=[.?!])\\s+", -1)));
    Collections.shuffle(sentences, new Random(round));
    return "Copy " + round + ". " + String.join(" ", sentences);
  }

  /** The questions of both collections, mixed by a fixed seed. */
  public static List<String> questions(Path data) throws IOException {
    List<String> questions = new ArrayList<>();
    for (String set : List.of("squad2", "cranfield")) {
      for (String line : Files.readAllLines(data.resolve(set).resolve("queries.jsonl"))) {
        questions.add(JSON.readTree(line).required("text").asText());
      }
    }
    Collections.shuffle(questions, new Random(42));
    return questions;
  }

  private static List<Text> read(Path file, String prefix) throws IOException {
    List<Text> texts = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode node = JSON.readTree(line);
      String body = node.required("text").asText();
      if (!body.isBlank()) {
        texts.add(
            new Text(
                prefix + node.required("_id").asText(),
                node.path("title").asText() + "\n\n" + body));
      }
    }
    return texts;
  }
}
