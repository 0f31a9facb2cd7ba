package dev.freshet.query.context.suspicion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuspicionTest {
  private static final int MEGABYTE = 1 << 20;

  static List<String> attacks() throws IOException {
    return lines("attacks.txt");
  }

  static List<String> harmless() throws IOException {
    return lines("harmless.txt");
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void attack_isFound(String text) {
    assertThat(Suspicion.in(text)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void attack_insideALongText_isFoundAllTheSame(String text) {
    String around = "\nAnnual leave is granted to every employee. It is paid as work is paid.\n";

    assertThat(Suspicion.in(around.repeat(20) + text + around.repeat(20))).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void harmlessText_isNotFlagged(String text) {
    assertThat(Suspicion.in(text)).isEmpty();
  }

  @Test
  void rules_haveNamesOfTheirOwnAndReasons() {
    assertThat(Suspicion.reasons())
        .hasSize(11)
        .allSatisfy(
            (name, reason) -> {
              assertThat(name).matches("[a-z]+(-[a-z]+)*");
              assertThat(reason).matches("[A-Z].*\\.");
            });
  }

  /** What would take minutes or for ever if any rule looked at it more than a few times over. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "](",
        "](http?&q",
        "ignore ",
        "i g n o r e ",
        "忽略",
        "аa",
        "<|",
        "\nsystem:",
        "AAAA",
        "[",
        "![",
        "e\u0301\u0301",
        "1",
        "do not tell ",
        "src=",
        "\u200b",
        "ignore previous ",
        "ใ",
        "-"
      })
  void megabyteOfOneThing_isReadInNoTime(String unit) {
    String text = unit.repeat(MEGABYTE / unit.length());
    long start = System.nanoTime();

    Suspicion.in(text);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  private static List<String> lines(String name) throws IOException {
    try (InputStream in = SuspicionTest.class.getResourceAsStream("/suspicion/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .map(line -> line.replace("\\n", "\n").replace("\\u200b", "\u200b"))
          .toList();
    }
  }
}
