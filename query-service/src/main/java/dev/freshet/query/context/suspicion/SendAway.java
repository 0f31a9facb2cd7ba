package dev.freshet.query.context.suspicion;

import static dev.freshet.query.context.suspicion.Meaning.any;

/** Send the conversation to … */
final class SendAway implements Rule {
  @Override
  public String name() {
    return "send-away";
  }

  @Override
  public String reason() {
    return "It tells the model to send something away, by an address or a tool.";
  }

  @Override
  public boolean in(Reading text) {
    return text.near(16, any(Meaning.SEND), any(Meaning.PRIVATE), any(Meaning.ADDRESS))
        || text.near(8, any(Meaning.CALL), any(Meaning.TOOL), any(Meaning.SEND));
  }
}
