package dev.freshet.query.reevaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.document.Tenant;
import dev.freshet.common.store.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionFileTest {
  private static final List<String> SOURCES = List.of("documents", "archive");

  @TempDir Path folder;

  private QuestionSet read(String lines) throws IOException {
    return QuestionFile.read(Files.writeString(folder.resolve("q.jsonl"), lines), SOURCES);
  }

  @Test
  void lines_areRead_withTheirNumbersAndDefaults() throws IOException {
    QuestionSet set =
        read(
            """
            {"query": "How long is the notice period?", "relevant": ["handbook.pdf", "faq.md"]}

            {"query": "leave", "relevant": {"a": 2, "b": 0, "c": 1}, "tenant": "acme", "principals": ["group:legal"], "source": "archive"}
            """);
    assertThat(set.questions())
        .containsExactly(
            new Question(
                1,
                "How long is the notice period?",
                Map.of("handbook.pdf", 1, "faq.md", 1),
                new Access(Tenant.DEFAULT, Set.of()),
                Optional.empty()),
            new Question(
                3,
                "leave",
                Map.of("a", 2, "c", 1),
                new Access(new Tenant("acme"), Set.of("group:legal")),
                Optional.of("archive")));
  }

  @Test
  void hash_isOfTheFile() throws IOException {
    String line = "{\"query\":\"a\",\"relevant\":[\"b\"]}";
    assertThat(read(line).hash())
        .isEqualTo(read(line).hash())
        .isNotEqualTo(read(line + "\n").hash());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"query":"a"} | "relevant" names no document that answers: give the ids of 1 to 1000
          {"query":"a","relevant":{"b":0}} | "relevant" names no document that answers: give the ids of 1 to 1000
          {"query":"a","relevant":[]} | "relevant" is an empty list: give a list of 1 to 1000 texts
          {"query":"a","relevant":[7]} | "relevant" holds a whole number: give a list of 1 to 1000 texts
          {"query":"a","relevant":{"b":1.5}} | "relevant.b" is 1.5: give a whole number from 0 to 100
          {"query":"a","relevant":[""]} | id is empty: give 1 to 512 bytes of UTF-8
          {"query":" ","relevant":["b"]} | "query" has no characters: give 1 to 4096
          {"query":7,"relevant":["b"]} | "query" is a whole number: give a text
          {"query":"a","relevant":["b"],"tenat":"x"} | field "tenat" is unknown: did you mean "tenant"?
          {"query":"a","relevant":["b"],"tenant":"a b"} | tenant is not 1 to 64 letters, digits, dots, underscores or hyphens
          {"query":"a","relevant":["b"],"source":"archiv"} | source "archiv" is unknown: did you mean "archive"?
          ["a"] | give an object such as {"query":"…","relevant":["handbook.pdf"]}
          """)
  void badLine_isNamedWithItsNumberAndTheFix(String line, String problem) {
    assertThatThrownBy(() -> read("\n" + line))
        .isInstanceOf(InvalidQuestions.class)
        .hasMessage(
            "reevaluation.questions: " + folder.resolve("q.jsonl") + ": line 2: " + problem);
  }

  @Test
  void everyBadLine_isNamedAtOnce_theFirstTwenty() {
    String good = "{\"query\":\"a\",\"relevant\":[\"b\"]}\n";
    assertThatThrownBy(() -> read(good + "no JSON\n" + good + "{}\n"))
        .hasMessageContaining("line 2: is no JSON")
        .hasMessageContaining(
            "; line 3: asks the same as line 1: give each question once; line 4: ");
    assertThatThrownBy(() -> read("{}\n".repeat(30))).hasMessageEndingWith("; and 10 more");
  }

  @Test
  void tooMany_none_andNoFile_areRefused() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i <= QuestionFile.MOST_QUESTIONS; i++) {
      many.append("{\"query\":\"").append(i).append("\",\"relevant\":[\"b\"]}\n");
    }
    assertThatThrownBy(() -> read(many.toString())).hasMessageEndingWith("give 1 to 2000");
    assertThatThrownBy(() -> read("\n")).hasMessageEndingWith("has 0 questions: give 1 to 2000");
    assertThatThrownBy(() -> QuestionFile.read(folder.resolve("none"), SOURCES))
        .hasMessageEndingWith("none: there is no such file");
  }
}
