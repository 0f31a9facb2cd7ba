package dev.freshet.common.store;

/** Both halves of a store of one generation, and its life cycle. */
public interface PassageStore extends AutoCloseable {

  /** The writing half. */
  PassageWriter writer();

  /** The reading half. */
  PassageSearcher searcher();

  /** What it holds, right or wrong. */
  StoreInspection inspection();

  /** Commits what is applied and lets go of everything. Waits for calls under way. */
  @Override
  void close();
}
