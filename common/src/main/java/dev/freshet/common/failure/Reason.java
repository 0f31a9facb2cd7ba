package dev.freshet.common.failure;

import java.util.Locale;

/**
 * Every cause for which a document becomes a dead letter. Names the header, the metric's label and
 * the row in the docs.
 */
public enum Reason {
  /** The record's key is missing, empty, too long or not UTF-8. */
  BAD_ID("The record's key is missing, empty, longer than 512 bytes or not UTF-8."),
  /** A header is not what it should be; the message names it. */
  BAD_HEADER("A header is not of its documented form; the message names it."),
  /** The file is larger than allowed. */
  TOO_LARGE("The file is larger than the configured limit."),
  /** Nothing to retrieve in it. */
  EMPTY("The file holds no text."),
  /** It wants a password. */
  ENCRYPTED("The file is encrypted; publish it without its password."),
  /** It is broken. */
  CORRUPT("The file is truncated or damaged and cannot be read."),
  /** No reader for this kind. */
  UNSUPPORTED("No reader is known for this kind of file."),
  /** It unpacks to far more than it should. */
  BOMB("The file unpacks, nests or expands beyond the limits."),
  /** The parser ran out of memory on it. */
  OUT_OF_MEMORY("The parser ran out of its memory cap on this file."),
  /** The parser outran its deadline on it. */
  TIMEOUT("The parser outran its deadline on this file."),
  /** The parser died on it. */
  CRASH("The parser's process died on this file."),
  /** The bytes that a reference names are not there. */
  CLAIM_MISSING("The bytes that the record refers to are not where it says."),
  /** The bytes that a reference names are others. */
  CLAIM_MISMATCH("The bytes that the record refers to differ in size or SHA-256."),
  /** A reference to where claims do not lie. */
  CLAIM_REFUSED("The record refers to a place that is not in claim.locations."),
  /** The embedding endpoint refuses its text for good. */
  EMBEDDING_REFUSED("The embedding endpoint refused the text for good."),
  /** Its quality is beyond a threshold, and the policy holds such documents back. */
  HELD("A quality signal is beyond its threshold and its policy is hold; the message names it."),
  /** A record between the jobs that no codec of ours reads. */
  UNDECODABLE("A record between the jobs is none of Freshet's, or of another release."),
  /** A bug of ours that this document brings out. */
  FAULT("Freshet itself failed on this document; its log has the details.");

  private final String sentence;

  Reason(String sentence) {
    this.sentence = sentence;
  }

  /** What it means, in one sentence. */
  public String sentence() {
    return sentence;
  }

  /** The reason's name in headers, labels and documents: lower case with hyphens. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The reason of a label.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public static Reason of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
