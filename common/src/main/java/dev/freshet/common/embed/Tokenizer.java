package dev.freshet.common.embed;

/** Counts tokens the way the model does. Safe to use from several threads. */
public interface Tokenizer {
  /** How many tokens the text has, without the model's own start and end marks. */
  int count(String text);
}
