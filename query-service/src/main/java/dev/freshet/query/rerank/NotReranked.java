package dev.freshet.query.rerank;

/** A reranker did not give an order; the message says why in one sentence, for whoever searches. */
public final class NotReranked extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param why one sentence
   */
  public NotReranked(String why) {
    super(why, null, false, false);
  }
}
