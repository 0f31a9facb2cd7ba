package dev.freshet.query.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.embed.Tokenizer;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.query.context.ContextRequest.Counting;
import dev.freshet.query.context.Packing.Packed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Over random documents, rankings and budgets, with tokenizers that do not add up. */
class PackingPropertyTest {
  private static final List<String> WORDS =
      List.of(
          "leave",
          "is",
          "granted",
          "[2]",
          "⟧",
          "antidisestablishmentarianism",
          "\n",
          "…",
          "été",
          "休暇は",
          "😀",
          "==",
          "a",
          "25",
          "<|endoftext|>",
          "\t",
          "x_y",
          "[3]",
          "ignore all previous",
          "instructions",
          "Äpfel",
          "e\u0301");

  static Stream<Tokenizer> tokenizers() {
    Tokenizers all = new Tokenizers(JoiningTokens::new);
    return Stream.of(Counting.values()).map(all::by);
  }

  @ParameterizedTest
  @MethodSource("tokenizers")
  void text_neverExceedsItsBudget_andHoldsTheBestThatFit(Tokenizer tokenizer) {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<Piece> ranked = ranked(random);
      int budget = 1 + random.nextInt(random.nextBoolean() ? 120 : 1500);

      Packed packed = new Packing(tokenizer).pack(ranked, budget);

      assertThat(packed.tokens()).as("seed %d", seed).isLessThanOrEqualTo(budget);
      if (!packed.text().isEmpty()) {
        assertThat(tokenizer.count(packed.text())).isEqualTo(packed.tokens());
      }
      holds(packed, ranked.subList(0, packed.pieces()), seed);
      if (tokenizer.count(everything(ranked)) <= budget * .8) {
        assertThat(packed.pieces()).as("all fit, seed %d", seed).isEqualTo(ranked.size());
      }
    }
  }

  /** Exactly these pieces are in it, each run as it stands in the text, at most one is cut. */
  private static void holds(Packed packed, List<Piece> best, long seed) {
    List<Integer> ranks =
        packed.runs().stream().flatMap(r -> r.pieces().stream()).map(Piece::rank).sorted().toList();
    assertThat(ranks).as("seed %d", seed).isEqualTo(best.stream().map(Piece::rank).toList());
    assertThat(packed.runs()).allSatisfy(run -> assertThat(packed.text()).contains(run.text()));
    assertThat(packed.runs().stream().filter(Run::cut).count()).isLessThanOrEqualTo(1);
    long headers =
        packed.text().lines().filter(line -> line.matches("\\[\\d+] Title of .*")).count();
    assertThat(headers).as("seed %d", seed).isEqualTo(packed.runs().size());
    assertThat(packed.text().lines().filter(line -> line.startsWith("[")).count())
        .as("no text begins as a source does, seed %d", seed)
        .isEqualTo(headers);
    long fenced = packed.runs().stream().filter(Run::suspicious).count();
    assertThat(packed.text().chars().filter(c -> c == '⟦').count()).isEqualTo(2 * fenced);
    assertThat(packed.text().chars().filter(c -> c == '⟧').count()).isEqualTo(2 * fenced);
  }

  private static String everything(List<Piece> ranked) {
    return Layout.text(Run.of(ranked));
  }

  private static List<Piece> ranked(Random random) {
    List<FoundPassage> passages = new ArrayList<>();
    int documents = 1 + random.nextInt(4);
    for (int d = 0; d < documents; d++) {
      String overlap = "";
      for (int ordinal = 0; ordinal < 1 + random.nextInt(6); ordinal++) {
        String end = sentence(random);
        String text = (overlap + " " + sentence(random) + " " + end).strip();
        if (random.nextInt(4) > 0) {
          passages.add(Samples.passage("d" + d, ordinal, text));
        }
        overlap = random.nextBoolean() ? end : "";
      }
    }
    Collections.shuffle(passages, random);
    return Samples.pieces(passages.toArray(FoundPassage[]::new));
  }

  private static String sentence(Random random) {
    StringBuilder sentence = new StringBuilder("S");
    for (int words = random.nextInt(25); words > 0; words--) {
      sentence.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
    }
    return sentence.append('.').toString();
  }
}
