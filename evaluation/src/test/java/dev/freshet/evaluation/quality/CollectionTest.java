package dev.freshet.evaluation.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectionTest {
  @TempDir private Path folder;

  @Test
  void folder_isReadInBeirsLayout() throws IOException {
    corpus("{\"_id\":\"d1\",\"title\":\"T\",\"text\":\"body\"}\n{\"_id\":\"d2\",\"text\":\" \"}\n");
    questions("{\"_id\":\"q1\",\"text\":\"what\"}\n{\"_id\":\"q2\",\"text\":\"unjudged\"}\n");
    Files.createDirectory(folder.resolve("qrels"));
    Files.writeString(
        folder.resolve("qrels/test.tsv"), "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\n");
    Collection read = Collection.read(folder);
    assertThat(read.documents()).singleElement().extracting("text").isEqualTo("T\n\nbody");
    assertThat(read.questions()).containsExactlyEntriesOf(Map.of("q1", "what"));
    assertThat(read.judgements()).isEqualTo(Map.of("q1", Map.of("d1", 2)));
  }

  @Test
  void brokenLine_isRefusedByFileAndNumber() throws IOException {
    corpus("{\"_id\":\"d1\",\"text\":\"body\"}\n{\"text\":\"no id\"}\n");
    questions("{\"_id\":\"q1\",\"text\":\"what\"}\n");
    Files.writeString(folder.resolve("qrels.tsv"), "q1\td1\t1\n");
    assertThatThrownBy(() -> Collection.read(folder))
        .isInstanceOf(UnusableCollection.class)
        .hasMessageEndingWith("corpus.jsonl, line 2: give an object with _id and text");
  }

  @Test
  void badGrade_isRefused() throws IOException {
    corpus("{\"_id\":\"d1\",\"text\":\"body\"}\n");
    questions("{\"_id\":\"q1\",\"text\":\"what\"}\n");
    Files.writeString(folder.resolve("qrels.tsv"), "q1\td1\t1\nq1 d1 1\n");
    assertThatThrownBy(() -> Collection.read(folder))
        .hasMessageEndingWith("line 2: give question, document and grade with tabs between");
  }

  private void corpus(String text) throws IOException {
    Files.writeString(folder.resolve("corpus.jsonl"), text);
  }

  private void questions(String text) throws IOException {
    Files.writeString(folder.resolve("queries.jsonl"), text);
  }
}
