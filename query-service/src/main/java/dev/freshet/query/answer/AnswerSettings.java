package dev.freshet.query.answer;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import dev.freshet.query.completion.CompletionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How questions are answered.
 *
 * @param completion where the language model is
 * @param deadline the longest that an answer may take
 * @param maxTokens the longest text, in the model's tokens
 * @param tokenBudget of the context where a request says none
 * @param passages looked at for a context where a request says none
 * @param atOnce answers written at once
 * @param waiting answers that wait for their turn
 * @param prompt the template's text
 * @param leastConfidence from which an extract counts as an answer, 0 to 1
 * @param leastSupport coverage from which a sentence counts as supported, 0 to 1
 * @param cacheEntries texts remembered; 0: none
 * @param cacheTtl how long each
 * @param historyCharacters of a chat's earlier messages that the model is given
 * @param promptPrice of a million of the prompt's tokens
 * @param completionPrice of a million of the text's tokens
 */
public record AnswerSettings(
    CompletionSettings completion,
    Duration deadline,
    int maxTokens,
    int tokenBudget,
    int passages,
    int atOnce,
    int waiting,
    String prompt,
    double leastConfidence,
    double leastSupport,
    int cacheEntries,
    Duration cacheTtl,
    int historyCharacters,
    double promptPrice,
    double completionPrice) {
  /** The smallest and largest budget of a context. */
  static final int LEAST_BUDGET = 100;

  static final int MOST_BUDGET = 32_000;

  public static final Setting<Duration> DEADLINE =
      Setting.duration(
          "answer.deadline",
          "1m",
          Duration.ofMillis(100),
          Duration.ofMinutes(10),
          "How long an answer may take in all; a request may ask for less by deadlineMs.");
  public static final Setting<Integer> MAX_TOKENS =
      Setting.integer(
          "answer.max-tokens",
          1024,
          1,
          32_768,
          "The longest text in the model's tokens; a request may ask for less by maxTokens.");
  public static final Setting<Integer> TOKEN_BUDGET =
      Setting.integer(
          "answer.token-budget",
          3000,
          LEAST_BUDGET,
          MOST_BUDGET,
          "Tokens of the context where a request gives no tokenBudget.");
  public static final Setting<Integer> PASSAGES =
      Setting.integer(
          "answer.passages",
          12,
          1,
          200,
          "Passages looked at for a context where a request gives no limit.");
  public static final Setting<Integer> AT_ONCE =
      Setting.integer("answer.at-once", 4, 1, 1000, "Answers written at once.");
  public static final Setting<Integer> WAITING =
      Setting.integer(
          "answer.waiting",
          16,
          0,
          10_000,
          "Answers that wait for one of these to end; more are answered 503.");
  public static final Setting<String> PROMPT_FILE =
      Setting.text(
          "answer.prompt-file",
          "",
          "A template in place of the one that is built in: docs/answers.md says its form.");
  public static final Setting<Double> LEAST_CONFIDENCE =
      Setting.decimal(
          "answer.min-confidence",
          .4,
          0,
          1,
          "Below it the best sentence found is no answer: without a model, \"I don't know\".");
  public static final Setting<Double> LEAST_SUPPORT =
      Setting.decimal(
          "answer.min-support",
          .5,
          0,
          1,
          "The share of a sentence's words that what it cites must have.");
  public static final Setting<Integer> CACHE_ENTRIES =
      Setting.integer(
          "answer.cache-entries",
          256,
          0,
          100_000,
          "The model's texts that are remembered by their exact prompt; 0: none.");
  public static final Setting<Duration> CACHE_TTL =
      Setting.duration(
          "answer.cache-ttl",
          "10m",
          Duration.ofSeconds(1),
          Duration.ofDays(1),
          "How long a text is remembered.");
  public static final Setting<Integer> HISTORY =
      Setting.integer(
          "answer.history-characters",
          16_000,
          0,
          1_000_000,
          "Of a chat's earlier messages, the last so many characters are given to the model.");
  public static final Setting<Double> PROMPT_PRICE =
      Setting.decimal(
          "answer.price-prompt",
          0,
          0,
          1e6,
          "What a million tokens of prompts cost, in any currency; for the cost that answers tell.");
  public static final Setting<Double> COMPLETION_PRICE =
      Setting.decimal("answer.price-completion", 0, 0, 1e6, "What a million tokens of texts cost.");

  /** All of them. */
  public static final List<Setting<?>> ALL =
      Stream.concat(
              CompletionSettings.ALL.stream(),
              Stream.of(
                  DEADLINE,
                  MAX_TOKENS,
                  TOKEN_BUDGET,
                  PASSAGES,
                  AT_ONCE,
                  WAITING,
                  PROMPT_FILE,
                  LEAST_CONFIDENCE,
                  LEAST_SUPPORT,
                  CACHE_ENTRIES,
                  CACHE_TTL,
                  HISTORY,
                  PROMPT_PRICE,
                  COMPLETION_PRICE))
          .toList();

  /** Reads them; a template that cannot be used is noted as a problem. */
  public static AnswerSettings of(Settings settings) {
    return new AnswerSettings(
        CompletionSettings.of(settings),
        settings.get(DEADLINE),
        settings.get(MAX_TOKENS),
        settings.get(TOKEN_BUDGET),
        settings.get(PASSAGES),
        settings.get(AT_ONCE),
        settings.get(WAITING),
        prompt(settings),
        settings.get(LEAST_CONFIDENCE),
        settings.get(LEAST_SUPPORT),
        settings.get(CACHE_ENTRIES),
        settings.get(CACHE_TTL),
        settings.get(HISTORY),
        settings.get(PROMPT_PRICE),
        settings.get(COMPLETION_PRICE));
  }

  private static String prompt(Settings settings) {
    String file = settings.get(PROMPT_FILE);
    if (file.isEmpty()) {
      return PromptTemplate.bundled();
    }
    try {
      String text = Files.readString(Path.of(file));
      PromptTemplate.parse(text);
      return text;
    } catch (IOException | InvalidPathException e) {
      settings.problem(PROMPT_FILE.key() + " is \"" + file + "\", which cannot be read: " + e);
    } catch (IllegalArgumentException e) {
      settings.problem(PROMPT_FILE.key() + " is \"" + file + "\": " + e.getMessage());
    }
    return PromptTemplate.bundled();
  }
}
