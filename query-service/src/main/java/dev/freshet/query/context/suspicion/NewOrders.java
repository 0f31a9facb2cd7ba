package dev.freshet.query.context.suspicion;

import static dev.freshet.query.context.suspicion.Meaning.any;

/** Your new task is … */
final class NewOrders implements Rule {
  @Override
  public String name() {
    return "new-orders";
  }

  @Override
  public String reason() {
    return "It gives the model a task of its own.";
  }

  @Override
  public boolean in(Reading text) {
    return text.near(6, any(Meaning.NEW), any(Meaning.YOUR), any(Meaning.TASK, Meaning.PROMPT))
        || text.near(
            14,
            any(Meaning.CONDITION),
            any(Meaning.SUMMARISE),
            any(Meaning.DOCUMENT),
            any(Meaning.ALWAYS))
        || text.near(6, any(Meaning.RESPOND), any(Meaning.ONLY), any(Meaning.WITH))
        || text.near(8, any(Meaning.INCLUDE), any(Meaning.YOUR), any(Meaning.RESPONSE));
  }
}
