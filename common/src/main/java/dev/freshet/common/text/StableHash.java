package dev.freshet.common.text;

/**
 * A well mixed 64-bit hash, fixed by this code and by nothing else: what depends on it, such as
 * where documents are cut, depends on no Java release. Not against those who mean harm.
 */
public final class StableHash {
  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private StableHash() {}

  /** Of a text: FNV-1a over its UTF-16 units, mixed. */
  public static long of(String text) {
    long hash = BASIS;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return mixed(hash);
  }

  /**
   * Every bit of the input changes half the bits of the output: the last step of SplitMix64
   * (Steele, Lea and Flood, 2014). No two numbers come to the same.
   */
  public static long mixed(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
