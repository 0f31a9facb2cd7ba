package dev.freshet.standalone.diagnosis;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.util.List;
import java.util.Optional;

/**
 * The settings that took effect, by what each of them is.
 *
 * @param all of them
 */
record InForce(List<Settings.Effective> all) {
  /** One's value; empty where the process does not read it, or it is a secret. */
  <T> Optional<T> get(Setting<T> setting) {
    return all.stream()
        .filter(one -> one.key().equals(setting.key()) && !setting.secret())
        .findFirst()
        .map(one -> setting.reader().apply(one.value()));
  }

  /** Whether one has a value that is not empty. */
  boolean isGiven(String key) {
    return all.stream().anyMatch(one -> one.key().equals(key) && !one.value().isEmpty());
  }

  /** One's value, or zero. */
  long number(Setting<? extends Number> setting) {
    return get(setting).map(Number::longValue).orElse(0L);
  }
}
