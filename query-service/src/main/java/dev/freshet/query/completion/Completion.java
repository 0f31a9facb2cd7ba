package dev.freshet.query.completion;

/**
 * How a text came to its end.
 *
 * @param finish why it ended
 * @param usage what it took
 */
public record Completion(Finish finish, Usage usage) {
  /** Why a text ended. */
  public enum Finish {
    /** It is whole. */
    STOP,
    /** It was cut off at the most tokens that were asked for. */
    LENGTH,
    /** The endpoint withheld the rest. */
    WITHHELD
  }

  /**
   * Tokens.
   *
   * @param prompt of the prompt
   * @param completion of the text
   * @param estimated the endpoint did not tell: a quarter of the characters
   */
  public record Usage(int prompt, int completion, boolean estimated) {
    /** Nothing was asked of a model. */
    public static final Usage NONE = new Usage(0, 0, false);

    private static final int CHARACTERS_A_TOKEN = 4;

    static Usage estimate(int promptCharacters, int characters) {
      return new Usage(
          Math.ceilDiv(promptCharacters, CHARACTERS_A_TOKEN),
          Math.ceilDiv(characters, CHARACTERS_A_TOKEN),
          true);
    }
  }
}
