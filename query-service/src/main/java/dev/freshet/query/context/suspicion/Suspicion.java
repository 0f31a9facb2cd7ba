package dev.freshet.query.context.suspicion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All rules, in their order. Safe to use from many threads. */
public final class Suspicion {
  private static final List<Rule> READING =
      List.of(
          new IgnoreInstructions(),
          new NewOrders(),
          new NewPersona(),
          new Secrecy(),
          new PromptDisclosure(),
          new SendAway(),
          new ModelAddressed(),
          new RoleMarkers(),
          new ExfiltrationLink());
  private static final List<Rule> RULES =
      Stream.concat(READING.stream(), Stream.of(new HiddenText(), new EncodedText(READING)))
          .toList();

  private Suspicion() {}

  /** The names of the rules that find something in a text; none: it seems harmless. */
  public static List<String> in(String text) {
    Reading reading = new Reading(text);
    return RULES.stream().filter(rule -> rule.in(reading)).map(Rule::name).toList();
  }

  /** What the rules are there for, by name, in their order. */
  public static Map<String, String> reasons() {
    return RULES.stream()
        .collect(
            Collectors.toMap(Rule::name, Rule::reason, (first, _) -> first, LinkedHashMap::new));
  }
}
