package dev.freshet.common.embed;

import dev.freshet.common.failure.Outage;
import dev.freshet.common.failure.Refused;
import java.util.List;

/**
 * Turns texts into vectors.
 *
 * <p>Laws: the vector of a text depends on nothing but the text, the purpose and {@link
 * #identity()}, in particular not on the texts beside it in the call; the answer has as many
 * vectors as there were texts, in their order, each of the identity's dimension and of unit length.
 * A text longer than the model's input is cut, never refused. Safe to call from several threads.
 * After {@link #close()} every call throws {@link IllegalStateException}; close waits for calls
 * under way.
 */
public interface Embedder extends AutoCloseable {

  /** The model, fixed for the life of this embedder. */
  ModelIdentity identity();

  /** The model's own tokenizer. */
  Tokenizer tokenizer();

  /** How many texts one call best carries: 1 where batching gains nothing. At least 1. */
  int batch();

  /** How many calls at once are useful. At least 1. */
  int callers();

  /**
   * @param texts any number, also none
   * @throws Outage when the model cannot be reached or answers garbage; try again later
   * @throws Refused when it will never embed one of these texts
   */
  List<Vector> embed(List<String> texts, Purpose purpose) throws Refused;

  @Override
  void close();
}
