package dev.freshet.query.context.suspicion;

/** One way of telling that a text tries to instruct the model. Takes time linear in the text. */
interface Rule {
  /** In lower case with dashes; part of the answers. */
  String name();

  /** Why such a text is no harmless one, in a sentence. */
  String reason();

  /** Whether it is in this text. */
  boolean in(Reading text);
}
