package dev.freshet.evaluation.cutting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.evaluation.quality.Collection;
import dev.freshet.evaluation.quality.UnusableCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Texts, and questions that runs of their characters answer: {@code corpora/NAME.md}, and {@code
 * questions.csv} with a question a line, its {@code references} (JSON: {@code content}, {@code
 * start_index}, {@code end_index}) and its {@code corpus_id}.
 *
 * @param name the folder's
 * @param texts by name
 * @param questions in their order
 */
record SpanCollection(String name, SequencedMap<String, String> texts, List<Question> questions) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A question.
   *
   * @param corpus the text that answers it
   * @param excerpts where; at least one
   */
  record Question(String text, String corpus, List<Span> excerpts) {}

  /**
   * Reads a folder.
   *
   * @throws UnusableCollection naming the file and the line
   */
  static SpanCollection read(Path folder) throws IOException {
    SequencedMap<String, String> texts = new TreeMap<>();
    Path corpora = folder.resolve("corpora");
    Path file = folder.resolve("questions.csv");
    if (!Files.isDirectory(corpora) || !Files.isRegularFile(file)) {
      throw new UnusableCollection(folder + ": give a folder with corpora/ and questions.csv");
    }
    try (Stream<Path> files = Files.list(corpora)) {
      for (Path text : files.toList()) {
        String name = text.getFileName().toString();
        int dot = name.lastIndexOf('.');
        texts.put(dot > 0 ? name.substring(0, dot) : name, Files.readString(text));
      }
    }
    List<Question> questions = new ArrayList<>();
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser rows = CSVParser.parse(Files.newBufferedReader(file), format)) {
      for (CSVRecord row : rows) {
        questions.add(question(file, row, texts));
      }
    }
    if (questions.isEmpty()) {
      throw new UnusableCollection(file + ": has no question");
    }
    String name = Collection.nameOf(folder);
    return new SpanCollection(name, texts, List.copyOf(questions));
  }

  private static Question question(Path file, CSVRecord row, SequencedMap<String, String> texts) {
    String where = file + ", question " + row.getRecordNumber();
    for (String column : List.of("question", "references", "corpus_id")) {
      if (!row.isSet(column)) {
        throw new UnusableCollection(where + ": the column " + column + " is missing");
      }
    }
    String text = texts.get(row.get("corpus_id"));
    if (text == null) {
      throw new UnusableCollection(where + ": there is no text " + row.get("corpus_id"));
    }
    try {
      List<Span> excerpts = new ArrayList<>();
      for (JsonNode reference : JSON.readTree(row.get("references"))) {
        excerpts.add(excerpt(where, reference, text));
      }
      if (excerpts.isEmpty()) {
        throw new UnusableCollection(where + ": references is empty");
      }
      return new Question(row.get("question"), row.get("corpus_id"), List.copyOf(excerpts));
    } catch (JsonProcessingException e) {
      throw new UnusableCollection(where + ": references is no JSON: " + e.getOriginalMessage());
    }
  }

  /** Indices count code points, as the collection's Python does. */
  private static Span excerpt(String where, JsonNode reference, String text) {
    int start = reference.path("start_index").asInt(-1);
    int end = reference.path("end_index").asInt(-1);
    String content = reference.path("content").asText();
    if (start < 0 || end <= start || end > text.codePointCount(0, text.length())) {
      throw new UnusableCollection(where + ": no such characters: " + start + " to " + end);
    }
    int from = text.offsetByCodePoints(0, start);
    int to = text.offsetByCodePoints(from, end - start);
    if (!text.substring(from, to).equals(content)) {
      throw new UnusableCollection(where + ": content is not what stands from " + start + " on");
    }
    return new Span(from, to);
  }
}
