package dev.freshet.standalone.dataset;

import dev.freshet.common.store.Access;
import dev.freshet.common.topics.TopicNames;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a dataset is made of, and how.
 *
 * @param out the folder it is written to: missing, empty, or of an earlier dataset
 * @param topics the names of Freshet's topics
 * @param generation whose passages; empty: the only one there is
 * @param from at least one
 * @param formats at least one
 * @param testShare of the documents, 0 to 0.5
 * @param seed of the split, the order and the choice of sentences
 * @param licence of documents that name none; empty: none is known
 * @param access whose documents, and as whom they are read
 * @param since only what was asked and judged then or later; empty: all that is kept
 */
public record DatasetSettings(
    Path out,
    TopicNames topics,
    Optional<String> generation,
    Set<Source> from,
    Set<Format> formats,
    double testShare,
    long seed,
    String licence,
    Access access,
    Optional<Instant> since) {
  /** The largest share that is held back for tests. */
  public static final double MAX_TEST_SHARE = 0.5;

  /** Where examples come from, those first that count for less. */
  public enum Source {
    /** The documents themselves: titles, headings, sentences. */
    CORPUS,
    /** What was asked, and the passage that was given first. */
    AUDIT,
    /** What users found helpful, and what not. */
    FEEDBACK;

    /** The name in files and flags. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is written. */
  public enum Format {
    /** Question, passage, and passages that do not answer it. */
    PAIRS,
    /** OpenAI's format for fine-tuning chat models. */
    CHAT,
    /** The pairs, and a card that Hugging Face's library reads them by. */
    HUGGINGFACE;

    /** The name in flags. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @throws IllegalArgumentException when nothing would be made, or the share is out of range
   */
  public DatasetSettings {
    if (from.isEmpty() || formats.isEmpty()) {
      throw new IllegalArgumentException("a dataset needs a source and a format");
    }
    if (!(testShare >= 0 && testShare <= MAX_TEST_SHARE)) {
      throw new IllegalArgumentException(
          "the test share is " + testShare + ": give 0 to " + MAX_TEST_SHARE);
    }
    from = Set.copyOf(EnumSet.copyOf(from));
    formats = Set.copyOf(EnumSet.copyOf(formats));
  }

  /** Whether pairs are written, by themselves or for Hugging Face. */
  boolean pairs() {
    return formats.contains(Format.PAIRS) || formats.contains(Format.HUGGINGFACE);
  }
}
