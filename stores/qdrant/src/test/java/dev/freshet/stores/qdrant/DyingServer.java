package dev.freshet.stores.qdrant;

import com.google.common.util.concurrent.ListenableFuture;
import dev.freshet.common.failure.Outage;
import io.qdrant.client.QdrantClient;
import java.util.function.Function;

/** A connection whose process is killed at a request: that one may have arrived, no other does. */
final class DyingServer extends QdrantServer {
  private int requestsLeft = Integer.MAX_VALUE;
  private boolean lastArrives;

  DyingServer(QdrantSettings settings) {
    super(settings);
  }

  /**
   * @param requests so many more are answered
   * @param arrives whether the one after them is carried out all the same
   */
  void dieAfter(int requests, boolean arrives) {
    requestsLeft = requests;
    lastArrives = arrives;
  }

  boolean isDead() {
    return requestsLeft < 0;
  }

  @Override
  <T> T ask(String what, Function<QdrantClient, ListenableFuture<T>> question) {
    if (requestsLeft-- > 0) {
      return super.ask(what, question);
    }
    if (requestsLeft == -1 && lastArrives) {
      T unheard = super.ask(what, question);
      throw new Outage("qdrant", "killed; nobody hears " + unheard.getClass(), null);
    }
    requestsLeft = -1;
    throw new Outage("qdrant", "killed", null);
  }
}
