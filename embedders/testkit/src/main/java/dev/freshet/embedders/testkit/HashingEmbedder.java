package dev.freshet.embedders.testkit;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.ModelIdentity;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Tokenizer;
import dev.freshet.common.embed.Vector;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * An embedder for tests: a bag of lower-cased words hashed into 64 numbers (feature hashing,
 * Weinberger et al. 2009), so that texts sharing words are near and others are not. Deterministic
 * on every machine, loads nothing, needs microseconds.
 */
public final class HashingEmbedder implements Embedder {
  /** Numbers in a vector. */
  public static final int DIMENSION = 64;

  private static final int MAX_TOKENS = 512;
  private static final ModelIdentity IDENTITY =
      new ModelIdentity("hashing-64", DIMENSION, MAX_TOKENS, "hashing-64-1");

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Words words = new Words();
  private final int callers;
  private boolean closed;

  /** Two callers at once. */
  public HashingEmbedder() {
    this(2);
  }

  /**
   * @param callers what {@link #callers()} says, at least 1
   */
  public HashingEmbedder(int callers) {
    this.callers = callers;
  }

  @Override
  public ModelIdentity identity() {
    return IDENTITY;
  }

  @Override
  public Tokenizer tokenizer() {
    return text -> {
      enter();
      try {
        return words.count(text);
      } finally {
        lock.readLock().unlock();
      }
    };
  }

  @Override
  public int batch() {
    return 1;
  }

  @Override
  public int callers() {
    return callers;
  }

  /** A text's vector, whatever the purpose; of a text without words the first unit vector. */
  @Override
  public List<Vector> embed(List<String> texts, Purpose purpose) {
    enter();
    try {
      return texts.stream().map(this::embed).toList();
    } finally {
      lock.readLock().unlock();
    }
  }

  private Vector embed(String text) {
    float[] sums = new float[DIMENSION];
    for (String word : words.first(text, MAX_TOKENS)) {
      int hash = mixed(word.hashCode());
      sums[hash & DIMENSION - 1] += hash < 0 ? -1 : 1;
    }
    if (isZero(sums)) {
      sums[0] = 1;
    }
    return Vector.normalised(sums);
  }

  /** The finaliser of MurmurHash3: short words differ in few bits of their hash code. */
  private static int mixed(int code) {
    int hash = code;
    hash = (hash ^ hash >>> 16) * 0x85ebca6b;
    hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
    return hash ^ hash >>> 16;
  }

  private static boolean isZero(float[] values) {
    for (float value : values) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  private void enter() {
    lock.readLock().lock();
    if (closed) {
      lock.readLock().unlock();
      throw new IllegalStateException("the embedder is closed");
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
    } finally {
      lock.writeLock().unlock();
    }
  }
}
