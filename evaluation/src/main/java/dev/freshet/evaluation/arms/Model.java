package dev.freshet.evaluation.arms;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import dev.freshet.query.answer.AnswerSettings;
import dev.freshet.query.completion.CompletionSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A language model behind an OpenAI-compatible endpoint. The key, the dialect, the prompt and all
 * else that {@code answer.…} says come from the environment, as for the service.
 *
 * @param endpoint as {@code answer.endpoint}
 * @param name as {@code answer.model}
 * @param prices of a million tokens; empty: those of the environment
 */
record Model(String endpoint, String name, Optional<Prices> prices) {
  /**
   * What a million tokens cost, in any currency.
   *
   * @param prompt those of prompts
   * @param completion those of texts
   */
  record Prices(double prompt, double completion) {}

  /** The same at another endpoint. */
  Model at(String other) {
    return new Model(other, name, prices);
  }

  /** What makes a service use it; nothing is remembered, for a remembered text costs no time. */
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put(CompletionSettings.ENDPOINT.variable(), endpoint);
    environment.put(CompletionSettings.MODEL.variable(), name);
    environment.put(AnswerSettings.CACHE_ENTRIES.variable(), "0");
    prices.ifPresent(
        p -> {
          environment.put(AnswerSettings.PROMPT_PRICE.variable(), Double.toString(p.prompt()));
          environment.put(
              AnswerSettings.COMPLETION_PRICE.variable(), Double.toString(p.completion()));
        });
    return environment;
  }

  /**
   * The service's settings with it.
   *
   * @param surroundings environment variables
   * @throws dev.freshet.common.settings.InvalidSettings naming what is wrong
   */
  AnswerSettings settings(Map<String, String> surroundings) {
    Map<String, String> all = new HashMap<>(surroundings);
    all.putAll(environment());
    all.keySet().retainAll(AnswerSettings.ALL.stream().map(Setting::variable).toList());
    Settings settings = new Settings(Map.of(), all, Map.of());
    AnswerSettings read = AnswerSettings.of(settings);
    settings.check(List.of());
    return read;
  }
}
