package dev.freshet.common.settings;

import dev.freshet.common.text.EditDistance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of one start: read all, then complain once. Flags win over the environment, the
 * environment over the file, the file over the defaults. Not thread-safe; used at start and then
 * dropped.
 */
public final class Settings {
  private final Map<String, Given> given;
  private final Map<String, Effective> read = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> secrets = new ArrayList<>();

  private record Given(String value, String source) {}

  /**
   * A setting as it took effect, for the log.
   *
   * @param key its key
   * @param value its text; of a secret {@code [set]} or empty
   * @param source {@code flag}, {@code environment}, {@code file} or {@code default}
   */
  public record Effective(String key, String value, String source) {}

  /**
   * @param flags from the command line, by key
   * @param environment all of it; only {@code FRESHET_*} counts
   * @param file from a settings file, by key
   */
  public Settings(
      Map<String, String> flags, Map<String, String> environment, Map<String, String> file) {
    given = new HashMap<>();
    file.forEach((key, value) -> given.put(key, new Given(value, "file")));
    environment.forEach(
        (key, value) -> {
          if (key.startsWith("FRESHET_")) {
            given.put(key, new Given(value, "environment"));
          }
        });
    flags.forEach((key, value) -> given.put("--" + key, new Given(value, "flag")));
  }

  /** Only defaults. */
  public static Settings defaults() {
    return new Settings(Map.of(), Map.of(), Map.of());
  }

  /**
   * The setting's value; its default where the given text is no good, the problem being noted for
   * {@link #check}.
   */
  public <T> T get(Setting<T> setting) {
    Given found = find(setting);
    read.put(
        setting.key(), new Effective(setting.key(), shown(setting, found.value()), found.source()));
    if (setting.secret()) {
      secrets.add(found.value());
    }
    try {
      return setting.reader().apply(found.value());
    } catch (IllegalArgumentException e) {
      problems.add(
          setting.key()
              + " ("
              + found.source()
              + ") is \""
              + shown(setting, found.value())
              + "\": "
              + e.getMessage());
      return setting.reader().apply(setting.fallback());
    }
  }

  /** The parts of a text with commas between, without blanks around and none empty. */
  public List<String> list(Setting<String> setting) {
    return Arrays.stream(get(setting).split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  /**
   * These are no mistake, though nobody here reads them: another process does, from the same file
   * or environment. Those that were read already stay so.
   */
  public void passOver(List<Setting<?>> others) {
    others.forEach(this::find);
  }

  private Given find(Setting<?> setting) {
    Given winner = null;
    for (String name : List.of("--" + setting.key(), setting.variable(), setting.key())) {
      Given found = given.remove(name);
      winner = winner == null ? found : winner;
    }
    if (winner != null) {
      given.put("read:" + setting.key(), winner);
    }
    return given.getOrDefault("read:" + setting.key(), new Given(setting.fallback(), "default"));
  }

  private static String shown(Setting<?> setting, String value) {
    return setting.secret() && !value.isEmpty() ? "[set]" : value;
  }

  /** Notes a problem that concerns several settings at once. */
  public void problem(String message) {
    problems.add(message);
  }

  /**
   * To be called when everything has been read.
   *
   * @param foreign environment variables that are known elsewhere
   * @throws InvalidSettings naming every problem at once, unknown names included
   */
  public void check(List<String> foreign) {
    new TreeMap<>(given)
        .forEach(
            (name, value) -> {
              if (!name.startsWith("read:") && !foreign.contains(name)) {
                problems.add(unknown(name, value));
              }
            });
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
  }

  private String unknown(String name, Given value) {
    String key =
        name.replaceFirst("^--", "")
            .replaceFirst("^FRESHET_", "")
            .toLowerCase(java.util.Locale.ROOT)
            .replace('_', '.');
    String nearest =
        read.keySet().stream()
            .min(
                java.util.Comparator.comparingInt(
                    known -> EditDistance.of(known.replace('-', '.'), key.replace('-', '.'))))
            .orElse("");
    String hint = nearest.isEmpty() ? "" : "; did you mean " + nearest + "?";
    return name + " (" + value.source() + ") is no setting" + hint;
  }

  /** Hides the secrets that have been read, for logs and whatever else people are given. */
  public Masks masks() {
    return new Masks(secrets);
  }

  /** What took effect, in the order it was read. */
  public List<Effective> effective() {
    return List.copyOf(read.values());
  }
}
