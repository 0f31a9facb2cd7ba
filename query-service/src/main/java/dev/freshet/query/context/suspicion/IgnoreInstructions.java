package dev.freshet.query.context.suspicion;

import static dev.freshet.query.context.suspicion.Meaning.any;

import java.util.List;

/** Ignore all previous instructions. */
final class IgnoreInstructions implements Rule {
  private static final List<String> LITERALS =
      List.of(
          "stop following the instructions",
          "stop following your",
          "before this line is void",
          "above this line is void",
          "no sigas las instrucciones");

  @Override
  public String name() {
    return "ignore-instructions";
  }

  @Override
  public String reason() {
    return "It tells the model to set aside what it was told before.";
  }

  @Override
  public boolean in(Reading text) {
    return text.near(12, any(Meaning.DISREGARD), any(Meaning.FORMER), any(Meaning.INSTRUCTION))
        || text.near(
            10,
            any(Meaning.NEGATION),
            any(Meaning.FOLLOW),
            any(Meaning.FORMER),
            any(Meaning.INSTRUCTION))
        || text.near(8, any(Meaning.FORMER), any(Meaning.PROMPT), any(Meaning.VOID))
        || text.near(8, any(Meaning.DISREGARD), any(Meaning.EVERYTHING), any(Meaning.BEFORE))
        || text.holdsAny(LITERALS);
  }
}
