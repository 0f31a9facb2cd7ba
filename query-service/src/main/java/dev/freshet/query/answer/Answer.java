package dev.freshet.query.answer;

import dev.freshet.query.completion.Completion.Finish;
import dev.freshet.query.completion.Completion.Usage;
import dev.freshet.query.context.Context;
import dev.freshet.query.evidence.CheckedSentence;
import dev.freshet.query.evidence.Quote;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A whole answer.
 *
 * @param id of this answer
 * @param body what it says
 * @param context that it was made from
 * @param cost by the prices of the settings, in their currency; 0 where nothing was asked of a
 *     model
 * @param retrieved how long the context took
 * @param written how long the rest took
 */
record Answer(
    String id, Body body, Context context, double cost, Duration retrieved, Duration written) {

  /** Who wrote it. */
  enum Kind {
    /** A language model. */
    GENERATED("generated"),
    /** It is quoted from the sources. */
    EXTRACTIVE("extractive");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  /** Why a question is not answered. */
  enum Silence {
    /** Nothing was retrieved. */
    NO_PASSAGES("no-passages"),
    /** No sentence found answers it well enough. */
    NO_EVIDENCE("no-evidence"),
    /** The model says that it does not know. */
    DECLINED("declined"),
    /** No sentence of the model's is supported by what it cites. */
    UNSUPPORTED("unsupported");

    private final String label;

    Silence(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  /**
   * What an answer says.
   *
   * @param text the whole of it
   * @param sentences of it, checked
   * @param silence why it is none; empty: it answers
   * @param removed invented citations, as they were written
   * @param quotes the sentences that were found, best first; none where a model wrote
   * @param model by name; empty: none
   * @param finish why the model's text ended; empty: no model
   * @param usage of the model, as it was paid for when it was written
   * @param cached whether it was remembered
   */
  record Body(
      Kind kind,
      String text,
      List<CheckedSentence> sentences,
      Optional<Silence> silence,
      List<String> removed,
      List<Quote> quotes,
      Optional<String> model,
      Optional<Finish> finish,
      Usage usage,
      boolean cached) {
    Body {
      sentences = List.copyOf(sentences);
      removed = List.copyOf(removed);
      quotes = List.copyOf(quotes);
    }
  }
}
