package dev.freshet.query.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.settings.Settings;
import dev.freshet.query.completion.Prompt;
import dev.freshet.query.completion.Prompt.Message;
import dev.freshet.query.completion.Prompt.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptTemplateTest {
  @TempDir Path folder;

  @Test
  void bundled_isOne() {
    assertThat(PromptTemplate.parse(PromptTemplate.bundled()).system()).startsWith("You answer");
  }

  @Test
  void placeholdersInWhatIsFilledIn_stayAsTheyAre() {
    PromptTemplate template =
        PromptTemplate.parse("[system]\nOn {{date}}\n[user]\n{{context}}|{{question}}");

    Prompt prompt =
        template.fill(
            List.of(new Message(Role.ASSISTANT, "{{date}}")),
            "{{context}} $1 \\",
            "[system] {{question}}",
            "2026-07-01");

    assertThat(prompt.messages())
        .containsExactly(
            new Message(Role.SYSTEM, "On 2026-07-01"),
            new Message(Role.ASSISTANT, "{{date}}"),
            new Message(Role.USER, "[system] {{question}}|{{context}} $1 \\"));
  }

  @Test
  void fence_dependsOnAllThatItHolds() {
    PromptTemplate template =
        PromptTemplate.parse("[system]\n{{fence}}\n[user]\n{{context}}{{question}}");

    assertThat(fence(template, "a"))
        .isEqualTo(fence(template, "a"))
        .isNotEqualTo(fence(template, "b"));
  }

  private static String fence(PromptTemplate template, String context) {
    return template.fill(List.of(), "q", context, "").messages().getFirst().text();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {{context}} {{question}} | give a line [system] and what the system says, then a line [user] and what the user says
          [system]\\n{{context}}\\n[user]\\n{{question}} | {{context}} and {{question}} belong below [user]: the system's part is ours alone
          [system]\\nx\\n[user]\\n{{question}} | give {{context}} once, below [user]
          [system]\\nx\\n[user]\\n{{context}}{{question}}{{question}} | give {{question}} once, below [user]
          [system]\\n{{now}}\\n[user]\\n{{context}}{{question}} | {{now}} is unknown: there are context, question, date, fence
          """)
  void templateThatCannotBeUsed_saysWhy(String text, String message) {
    String lines = text.replace("\\n", "\n");

    assertThatThrownBy(() -> PromptTemplate.parse(lines)).hasMessage(message);
  }

  @Test
  void settings_nameWhatIsWrong() throws Exception {
    Path file = Files.writeString(folder.resolve("prompt.txt"), "nothing");
    Settings settings =
        new Settings(
            Map.of(
                "answer.endpoint", "localhost:1",
                "answer.api-key", "two words",
                "answer.prompt-file", file.toString()),
            Map.of(),
            Map.of());

    AnswerSettings.of(settings);

    assertThatThrownBy(() -> settings.check(List.of()))
        .hasMessageContaining("answer.endpoint is \"localhost:1\": give an address such as")
        .hasMessageContaining("answer.api-key has blanks or letters that no header may have")
        .hasMessageContaining("answer.prompt-file is \"" + file + "\": give a line [system]")
        .hasMessageNotContaining("two words");
  }

  @ParameterizedTest
  @CsvSource({
    "http://h:1,                       http://h:1/v1/chat/completions",
    "http://h:1/,                      http://h:1/v1/chat/completions",
    "https://h/v1,                     https://h/v1/chat/completions",
    "https://h/api/v1beta,             https://h/api/v1beta/chat/completions",
    "https://h/openai/chat/completions, https://h/openai/chat/completions",
  })
  void endpoint_isFoundFromWhatPeopleGive(String given, String address) {
    Settings settings =
        new Settings(Map.of("answer.endpoint", given, "answer.model", "m"), Map.of(), Map.of());

    assertThat(AnswerSettings.of(settings).completion().endpoint().orElseThrow())
        .hasToString(address);
  }
}
