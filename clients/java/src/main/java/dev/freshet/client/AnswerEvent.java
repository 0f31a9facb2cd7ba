package dev.freshet.client;

import java.util.List;

/** What comes of an answer before it is whole. */
public sealed interface AnswerEvent {
  /** The sources it will rest on. */
  record Sources(List<Citation> citations) implements AnswerEvent {
    /** Copies the list. */
    public Sources {
      citations = List.copyOf(citations);
    }
  }

  /** A piece of its text, as the model writes it: not yet checked against the sources. */
  record Delta(String text) implements AnswerEvent {}
}
