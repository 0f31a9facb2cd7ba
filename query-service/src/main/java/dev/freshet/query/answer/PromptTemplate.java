package dev.freshet.query.answer;

import dev.freshet.query.completion.Prompt;
import dev.freshet.query.completion.Prompt.Message;
import dev.freshet.query.completion.Prompt.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template of prompts: what the system says, and what the user says with context and question in
 * it. Placeholders are filled in one pass, so that none is found in what was filled in.
 */
record PromptTemplate(String system, String user) {
  private static final int LONGEST = 65_536;
  private static final Pattern PARTS =
      Pattern.compile(
          "\\A\\s*\\[system]\\R(.*?)^\\[user]\\R(.*)\\z", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern PLACE = Pattern.compile("\\{\\{([^{}]*)}}");
  private static final String CONTEXT = "context";
  private static final String QUESTION = "question";
  private static final Set<String> PLACES = Set.of(CONTEXT, QUESTION, "date", "fence");

  /** The text of the one that is built in. */
  static String bundled() {
    try (InputStream in = PromptTemplate.class.getResourceAsStream("/answer/prompt.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a resource was not readable", e);
    }
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static PromptTemplate parse(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("it is longer than " + LONGEST + " characters");
    }
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "give a line [system] and what the system says, then a line [user] and what the user says");
    }
    PromptTemplate template = new PromptTemplate(parts.group(1).strip(), parts.group(2).strip());
    List<String> system = places(template.system());
    List<String> user = places(template.user());
    if (system.contains(CONTEXT) || system.contains(QUESTION)) {
      throw new IllegalArgumentException(
          "{{context}} and {{question}} belong below [user]: the system's part is ours alone");
    }
    for (String place : List.of(CONTEXT, QUESTION)) {
      if (user.stream().filter(place::equals).count() != 1) {
        throw new IllegalArgumentException("give {{" + place + "}} once, below [user]");
      }
    }
    return template;
  }

  private static List<String> places(String text) {
    List<String> places = PLACE.matcher(text).results().map(found -> found.group(1)).toList();
    for (String place : places) {
      if (!PLACES.contains(place)) {
        throw new IllegalArgumentException(
            "{{" + place + "}} is unknown: there are context, question, date, fence");
      }
    }
    return places;
  }

  /**
   * A prompt.
   *
   * @param before a chat's earlier messages
   * @param date of today
   */
  Prompt fill(List<Message> before, String question, String context, String date) {
    // A source that knew its own fence could end it; it depends on all of the sources together.
    String fence = Hash.of(List.of(context, question)).substring(0, 12);
    Map<String, String> values =
        Map.of(CONTEXT, context, QUESTION, question, "date", date, "fence", fence);
    List<Message> messages = new ArrayList<>();
    messages.add(new Message(Role.SYSTEM, fill(system, values)));
    messages.addAll(before);
    messages.add(new Message(Role.USER, fill(user, values)));
    return new Prompt(messages);
  }

  private static String fill(String text, Map<String, String> values) {
    return PLACE
        .matcher(text)
        .replaceAll(place -> Matcher.quoteReplacement(values.get(place.group(1))));
  }
}
