package dev.freshet.evaluation.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.document.Block;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.document.Passage;
import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.PassageSettings;
import dev.freshet.evaluation.adapter.Material.Asked;
import dev.freshet.evaluation.adapter.Material.Shown;
import dev.freshet.evaluation.load.Corpus;
import dev.freshet.evaluation.quality.Collection;
import dev.freshet.evaluation.quality.JsonLines;
import dev.freshet.evaluation.quality.UnusableCollection;
import dev.freshet.ingest.embed.PassageCutter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads what there is to learn from: a collection, or a dataset of pairs. */
final class MaterialReader {
  /** As {@code ./freshet up} cuts where nobody says otherwise. */
  private static final PassageSettings PASSAGES = new PassageSettings(220, 0);

  private MaterialReader() {}

  /**
   * A collection's documents, cut as ingest cuts them; documents are what was judged.
   *
   * @param model whose passages they are to be
   */
  static Material collection(Path folder, Embedder model) throws IOException {
    Collection collection = Collection.read(folder);
    var cutter = new PassageCutter(new Generation(model.identity(), PASSAGES), model.tokenizer());
    List<Shown> passages = new ArrayList<>();
    for (Corpus.Text document : collection.documents()) {
      List<Block> blocks = new ArrayList<>();
      for (String paragraph : document.text().split("\n\\s*\n", -1)) {
        if (!paragraph.isBlank()) {
          blocks.add(new Block.Paragraph(paragraph.strip().replaceAll("\\s+", " ")));
        }
      }
      for (Passage cut : cutter.cut(new ParsedDocument(Metadata.NONE, blocks, List.of()))) {
        passages.add(new Shown(cut.embedded(), document.id(), document.id()));
      }
    }
    List<Asked> questions = new ArrayList<>();
    Set<String> known = new HashSet<>();
    passages.forEach(passage -> known.add(passage.unit()));
    collection
        .questions()
        .forEach(
            (id, text) -> {
              Map<String, Integer> grades = new TreeMap<>(collection.judgements().get(id));
              if (grades.keySet().stream().anyMatch(known::contains)) {
                questions.add(new Asked(id, text, grades, List.of(), false));
              }
            });
    return new Material(collection.name(), passages, questions);
  }

  /** Pairs as {@code ./freshet dataset build} writes them; passages are what was judged. */
  static Material dataset(Path folder) throws IOException {
    Map<String, Shown> passages = new LinkedHashMap<>();
    Map<String, Asked> questions = new LinkedHashMap<>();
    pairs(folder.resolve("pairs.train.jsonl"), false, passages, questions);
    Path test = folder.resolve("pairs.test.jsonl");
    if (Files.isRegularFile(test)) {
      pairs(test, true, passages, questions);
    }
    String name = Collection.nameOf(folder);
    return new Material(name, List.copyOf(passages.values()), List.copyOf(questions.values()));
  }

  private static void pairs(
      Path file, boolean heldOut, Map<String, Shown> passages, Map<String, Asked> questions)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UnusableCollection(
          file + ": there is no such file: give a folder that ./freshet dataset build wrote");
    }
    JsonLines.each(
        file, List.of(), (where, node) -> pair(where, node, heldOut, passages, questions));
  }

  private static void pair(
      String where,
      JsonNode node,
      boolean heldOut,
      Map<String, Shown> passages,
      Map<String, Asked> questions) {
    String text = node.path("question").asText();
    String right = passage(where, node.path("positive"), passages);
    if (text.isBlank()) {
      throw new UnusableCollection(where + ": give a question");
    }
    // A question that stands there several times has several passages that answer it.
    Asked asked =
        questions.computeIfAbsent(
            text,
            _ ->
                new Asked(
                    node.path("id").asText(text),
                    text,
                    new TreeMap<>(),
                    new ArrayList<>(),
                    heldOut));
    if (asked.heldOut() != heldOut) {
      throw new UnusableCollection(
          where
              + ": this question is in pairs.train.jsonl too: what is judged on must not be"
              + " learnt");
    }
    asked.grades().put(right, 1);
    for (JsonNode wrong : node.path("negatives")) {
      asked.wrong().add(passage(where, wrong, passages));
    }
  }

  /** The passage's unit; passages of one text are one. */
  private static String passage(String where, JsonNode node, Map<String, Shown> passages) {
    String text = node.path("text").asText();
    String document = node.path("document").asText();
    if (text.isBlank() || document.isBlank()) {
      throw new UnusableCollection(where + ": give each passage a document and a text");
    }
    return passages
        .computeIfAbsent(
            text, _ -> new Shown(text, document + "#" + node.path("passage").asText(), document))
        .unit();
  }
}
