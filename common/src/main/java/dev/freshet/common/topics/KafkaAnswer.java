package dev.freshet.common.topics;

import dev.freshet.common.failure.Outage;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** What Kafka's admin client was asked, waited for. */
public final class KafkaAnswer {
  private KafkaAnswer() {}

  /**
   * The answer.
   *
   * @param patience how long it is waited for
   * @throws Outage where there is none, or it says that it cannot be done
   */
  public static <T> T of(KafkaFuture<T> asked, Duration patience) {
    return of(asked, patience, "does not answer");
  }

  /**
   * The answer.
   *
   * @param silent what to say where there is none in time
   */
  public static <T> T of(KafkaFuture<T> asked, Duration patience, String silent) {
    try {
      return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new Outage("kafka", String.valueOf(e.getCause().getMessage()), e.getCause());
    } catch (TimeoutException e) {
      throw new Outage("kafka", silent, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Outage("kafka", "was not waited for", e);
    }
  }
}
