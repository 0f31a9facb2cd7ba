package dev.freshet.evaluation.quality;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.evaluation.load.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Documents, questions and judgements: {@code corpus.jsonl} ({@code _id}, {@code title}, {@code
 * text}, and {@code publishedAt} where it is known), {@code queries.jsonl} ({@code _id}, {@code
 * text}) and {@code qrels.tsv} or {@code qrels/test.tsv} (question, document, grade; a line of
 * names may stand first).
 *
 * @param name the folder's
 * @param documents with a text; a title stands before it
 * @param questions that have a judgement, by id
 * @param judgements the grade of each judged document above 0, by question
 */
public record Collection(
    String name,
    List<Corpus.Text> documents,
    Map<String, String> questions,
    Map<String, Map<String, Integer>> judgements) {

  /**
   * Reads a folder.
   *
   * @throws UnusableCollection naming the file and the line
   */
  public static Collection read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new UnusableCollection(
          folder
              + ": there is no such folder: give one with corpus.jsonl, queries.jsonl, qrels.tsv");
    }
    List<Corpus.Text> documents = documents(folder);
    Map<String, Map<String, Integer>> judgements = judgements(folder);
    Map<String, String> questions = new LinkedHashMap<>();
    for (JsonNode node : JsonLines.read(folder.resolve("queries.jsonl"), "_id", "text")) {
      if (judgements.containsKey(node.path("_id").asText())) {
        questions.put(node.path("_id").asText(), node.path("text").asText());
      }
    }
    if (documents.isEmpty() || questions.isEmpty()) {
      throw new UnusableCollection(
          folder
              + ": has "
              + documents.size()
              + " documents and "
              + questions.size()
              + " judged questions: give at least one of each");
    }
    String name = nameOf(folder);
    return new Collection(name, documents, questions, judgements);
  }

  /**
   * The documents of a folder, those without a text left out.
   *
   * @throws UnusableCollection naming the file and the line
   */
  public static List<Corpus.Text> documents(Path folder) throws IOException {
    List<Corpus.Text> documents = new ArrayList<>();
    JsonLines.each(
        folder.resolve("corpus.jsonl"),
        List.of("_id", "text"),
        (where, node) -> {
          String title = node.path("title").asText();
          String text = node.path("text").asText();
          if (!text.isBlank()) {
            String whole = title.isBlank() ? text : title + "\n\n" + text;
            documents.add(new Corpus.Text(node.path("_id").asText(), whole, time(where, node)));
          }
        });
    return List.copyOf(documents);
  }

  private static Optional<Instant> time(String where, JsonNode node) {
    String text = node.path("publishedAt").asText("");
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException _) {
      throw new UnusableCollection(
          where + ": publishedAt is \"" + text + "\": give a time such as 2026-11-28T12:00:00Z");
    }
  }

  /** What a collection in this folder is called. */
  public static String nameOf(Path folder) {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  /** The same with the questions of these ids alone. */
  public Collection asking(List<String> ids) {
    Map<String, String> chosen = new LinkedHashMap<>(questions);
    chosen.keySet().retainAll(ids);
    return new Collection(name, documents, chosen, judgements);
  }

  private static Map<String, Map<String, Integer>> judgements(Path folder) throws IOException {
    Path flat = folder.resolve("qrels.tsv");
    Path file = Files.isRegularFile(flat) ? flat : folder.resolve("qrels/test.tsv");
    if (!Files.isRegularFile(file)) {
      throw new UnusableCollection(folder + ": has neither qrels.tsv nor qrels/test.tsv");
    }
    Map<String, Map<String, Integer>> judgements = new HashMap<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      String[] columns = line.strip().split("\t", -1);
      boolean names = number == 1 && columns.length >= 3 && !isWhole(columns[columns.length - 1]);
      if (line.isBlank() || names) {
        continue;
      }
      if (columns.length < 3 || !isWhole(columns[columns.length - 1])) {
        throw new UnusableCollection(
            file + ", line " + number + ": give question, document and grade with tabs between");
      }
      int grade = Integer.parseInt(columns[columns.length - 1]);
      if (grade > 0) {
        judgements
            .computeIfAbsent(columns[0], _ -> new HashMap<>())
            .put(columns[columns.length - 2], grade);
      }
    }
    return judgements;
  }

  private static boolean isWhole(String text) {
    return text.matches("-?\\d{1,9}");
  }
}
