package dev.freshet.common.topics;

/**
 * The contents of a topic as bytes.
 *
 * @param <T> the contents
 */
public interface ValueCodec<T> {
  /** As bytes; equal contents give equal bytes. */
  byte[] encode(T value);

  /**
   * From bytes.
   *
   * @throws IllegalArgumentException when they are none of ours
   */
  T decode(byte[] bytes);
}
