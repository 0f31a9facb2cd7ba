package dev.freshet.common.embed;

/**
 * How documents are cut into passages; part of a generation's identity.
 *
 * @param maxTokens the longest passage, in tokens of the embedded string, 32 to 8192
 * @param overlapTokens how much of the passage before is repeated at the start of the next, 0 to
 *     half of maxTokens
 */
public record PassageSettings(int maxTokens, int overlapTokens) {

  /** Raised whenever the same document would be cut differently. */
  public static final int ALGORITHM = 1;

  /**
   * @throws IllegalArgumentException when out of range
   */
  public PassageSettings {
    if (maxTokens < 32 || maxTokens > 8192) {
      throw new IllegalArgumentException(
          "passage.max-tokens is " + maxTokens + ": give 32 to 8192");
    }
    if (overlapTokens < 0 || overlapTokens > maxTokens / 2) {
      throw new IllegalArgumentException(
          "passage.overlap-tokens is " + overlapTokens + ": give 0 to " + maxTokens / 2);
    }
  }

  /** These settings as text, for hashing. */
  public String fingerprint() {
    return "passages-" + ALGORITHM + "-" + maxTokens + "-" + overlapTokens;
  }
}
