package dev.freshet.query.context.suspicion;

import static dev.freshet.query.context.suspicion.Meaning.any;

import java.util.List;

/** Do not tell the user. */
final class Secrecy implements Rule {
  /** Where the negation is too common a word to look for alone; folded. */
  private static final List<String> LITERALS =
      List.of(
          "no le digas",
          "no digas",
          "no menciones",
          "no reveles",
          "no informes",
          "non dire",
          "non rivelare",
          "non menzionare");

  @Override
  public String name() {
    return "secrecy";
  }

  @Override
  public String reason() {
    return "It tells the model to keep something from the user.";
  }

  @Override
  public boolean in(Reading text) {
    return text.near(10, any(Meaning.NEGATION), any(Meaning.TELL), any(Meaning.USER))
        || text.near(8, any(Meaning.HIDE), any(Meaning.NOTE), any(Meaning.USER))
        || text.near(8, any(Meaning.NEGATION), any(Meaning.KNOW), any(Meaning.USER))
        || (text.near(8, any(Meaning.TELL), any(Meaning.USER)) && text.holdsAny(LITERALS));
  }
}
