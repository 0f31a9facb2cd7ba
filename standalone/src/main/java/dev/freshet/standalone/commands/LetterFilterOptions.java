package dev.freshet.standalone.commands;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say which letters are meant. */
final class LetterFilterOptions {
  @Option(names = "--stage", paramLabel = "STAGE", description = "Only those that died there.")
  private String stage;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only those that died of it, such as timeout.")
  private String reason;

  @Option(names = "--id", paramLabel = "ID", description = "Only those of this document.")
  private String id;

  @Option(
      names = "--source",
      paramLabel = "TOPIC",
      description = "Only those published to this topic.")
  private String source;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only those given up then or later, such as 2026-07-01T12:00:00Z.")
  private String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Only those given up before.")
  private String until;

  /** Those that are given, by the service's names. */
  Map<String, String> given() {
    var given = new LinkedHashMap<String, String>();
    put(given, "stage", stage);
    put(given, "reason", reason);
    put(given, "id", id);
    put(given, "source", source);
    put(given, "since", since);
    put(given, "until", until);
    return given;
  }

  private static void put(Map<String, String> given, String name, String value) {
    if (value != null) {
      given.put(name, value);
    }
  }
}
