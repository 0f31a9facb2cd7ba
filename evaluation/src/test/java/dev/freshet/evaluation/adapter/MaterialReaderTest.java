package dev.freshet.evaluation.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.embedders.testkit.HashingEmbedder;
import dev.freshet.evaluation.adapter.Material.Asked;
import dev.freshet.evaluation.adapter.Material.Shown;
import dev.freshet.evaluation.quality.UnusableCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaterialReaderTest {
  @TempDir private Path folder;

  private static String pair(String question, String right, String... wrong) {
    List<String> negatives = Arrays.stream(wrong).map(MaterialReaderTest::passage).toList();
    return "{\"id\":\"id of "
        + question
        + "\",\"question\":\""
        + question
        + "\",\"positive\":"
        + passage(right)
        + ",\"negatives\":["
        + String.join(",", negatives)
        + "],\"source\":\"feedback\",\"licence\":\"\"}";
  }

  private static String passage(String text) {
    return "{\"document\":\"doc of "
        + text
        + "\",\"version\":\"documents-0@7\",\"passage\":3,\"text\":\""
        + text
        + "\"}";
  }

  private void train(String... lines) throws IOException {
    Files.write(folder.resolve("pairs.train.jsonl"), List.of(lines));
  }

  private void test(String... lines) throws IOException {
    Files.write(folder.resolve("pairs.test.jsonl"), List.of(lines));
  }

  @Test
  void pairs_becomeQuestionsAndPassages_eachOnce() throws IOException {
    train(pair("what", "herons", "reeds", "slow water"), pair("what", "bridges"), "");
    test(pair("where", "reeds"));
    Material read = MaterialReader.dataset(folder);
    assertThat(read.passages())
        .extracting(Shown::text)
        .containsExactly("herons", "reeds", "slow water", "bridges");
    assertThat(read.passages().getFirst().unit()).isEqualTo("doc of herons#3");
    assertThat(read.questions())
        .containsExactly(
            new Asked(
                "id of what",
                "what",
                Map.of("doc of herons#3", 1, "doc of bridges#3", 1),
                List.of("doc of reeds#3", "doc of slow water#3"),
                false),
            new Asked("id of where", "where", Map.of("doc of reeds#3", 1), List.of(), true));
    assertThat(read.isSplit()).isTrue();
    assertThat(read.pairs()).isEqualTo(3);
  }

  @Test
  void datasetWithoutTest_isNotSplit() throws IOException {
    train(pair("what", "herons"));
    assertThat(MaterialReader.dataset(folder).isSplit()).isFalse();
  }

  @Test
  void whatIsJudgedOn_mustNotBeLearnt() throws IOException {
    train(pair("what", "herons"));
    test(pair("where", "reeds"), pair("what", "reeds"));
    assertThatThrownBy(() -> MaterialReader.dataset(folder))
        .isInstanceOf(UnusableCollection.class)
        .hasMessage(
            folder.resolve("pairs.test.jsonl")
                + ", line 2: this question is in pairs.train.jsonl too: what is judged on must not"
                + " be learnt");
  }

  @Test
  void brokenLines_areRefusedByFileAndNumber() throws IOException {
    String where = folder.resolve("pairs.train.jsonl") + ", line 2: ";
    train(pair("what", "herons"), "{\"question\":\"where\",\"positive\":{\"document\":\"d\"}}");
    assertThatThrownBy(() -> MaterialReader.dataset(folder))
        .hasMessage(where + "give each passage a document and a text");
    train(pair("what", "herons"), pair("", "herons"));
    assertThatThrownBy(() -> MaterialReader.dataset(folder)).hasMessage(where + "give a question");
    train(pair("what", "herons"), "no json");
    assertThatThrownBy(() -> MaterialReader.dataset(folder))
        .hasMessageStartingWith(where + "is no");
    Files.delete(folder.resolve("pairs.train.jsonl"));
    assertThatThrownBy(() -> MaterialReader.dataset(folder))
        .hasMessageContaining("there is no such file: give a folder that ./freshet dataset build");
  }

  @Test
  void collection_isCutAsIngestCuts_andJudgedByDocument() throws IOException {
    Files.writeString(
        folder.resolve("corpus.jsonl"),
        "{\"_id\":\"d1\",\"title\":\"Herons\",\"text\":\""
            + "They stand in slow water. ".repeat(80)
            + "\"}\n{\"_id\":\"d2\",\"text\":\"Reeds.\"}\n");
    Files.writeString(
        folder.resolve("queries.jsonl"),
        "{\"_id\":\"q1\",\"text\":\"who\"}\n{\"_id\":\"q2\",\"text\":\"gone\"}\n");
    Files.writeString(folder.resolve("qrels.tsv"), "q1\td1\t2\nq2\td9\t1\n");
    try (var model = new HashingEmbedder()) {
      Material read = MaterialReader.collection(folder, model);
      assertThat(read.passages())
          .hasSizeGreaterThan(2)
          .extracting(Shown::unit)
          .containsOnly("d1", "d2");
      assertThat(read.questions())
          .as("a question that nothing can answer is left out")
          .containsExactly(new Asked("q1", "who", Map.of("d1", 2), List.of(), false));
    }
  }
}
