package dev.freshet.standalone.commands;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The file of {@code --config}. */
final class SettingsFile {
  private SettingsFile() {}

  /**
   * Its settings by key.
   *
   * @param file null: none was given
   * @throws ParameterException where it cannot be read
   */
  static Map<String, String> read(Path file, CommandLine command) {
    var properties = new Properties();
    if (file != null) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new ParameterException(
            command, "--config: cannot read " + file + ": " + e.getMessage(), e);
      }
    }
    var settings = new HashMap<String, String>();
    properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
    return settings;
  }
}
