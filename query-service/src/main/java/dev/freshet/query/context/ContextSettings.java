package dev.freshet.query.context;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.util.List;

/**
 * How contexts are made.
 *
 * @param tokenBudget where a request says none
 * @param maxTokenBudget the most a request may ask for
 * @param passages how many passages are looked at where a request says no limit
 * @param sameWording how much of a passage must stand in a better one for it to be left out, 0 to 1
 */
public record ContextSettings(
    int tokenBudget, int maxTokenBudget, int passages, double sameWording) {
  /** The least budget: below it hardly a source's heading fits. */
  public static final int MIN_TOKEN_BUDGET = 50;

  /** Budget where a request says none. */
  public static final Setting<Integer> TOKEN_BUDGET =
      Setting.integer(
          "context.token-budget",
          2000,
          MIN_TOKEN_BUDGET,
          1_000_000,
          "Tokens of a context where the request says no tokenBudget; at most context.max-token-budget counts.");

  /** The most. */
  public static final Setting<Integer> MAX_TOKEN_BUDGET =
      Setting.integer(
          "context.max-token-budget",
          32_768,
          MIN_TOKEN_BUDGET,
          1_000_000,
          "The most tokens that a request may ask a context to have.");

  /** Passages looked at. */
  public static final Setting<Integer> PASSAGES =
      Setting.integer(
          "context.passages",
          30,
          1,
          200,
          "Passages that a context is made from where the request says no limit.");

  /** When passages are near-duplicates. */
  public static final Setting<Double> SAME_WORDING =
      Setting.decimal(
          "context.same-wording",
          0.7,
          0.3,
          1,
          "Share of a passage's wording that a better passage must hold for it to be left out as a near-duplicate.");

  /** All of them. */
  public static final List<Setting<?>> ALL =
      List.of(TOKEN_BUDGET, MAX_TOKEN_BUDGET, PASSAGES, SAME_WORDING);

  /** Reads them. */
  public static ContextSettings of(Settings settings) {
    int most = settings.get(MAX_TOKEN_BUDGET);
    return new ContextSettings(
        Math.min(settings.get(TOKEN_BUDGET), most),
        most,
        settings.get(PASSAGES),
        settings.get(SAME_WORDING));
  }
}
