package dev.freshet.query;

import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.store.ReadPoint;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The running service for the tests of other modules, in words that need no others of ours. */
public final class ServiceForClients implements AutoCloseable {
  private final RunningService running;

  private ServiceForClients(RunningService running) {
    this.running = running;
  }

  /**
   * A service that is ready and knows nothing.
   *
   * @param flags settings, such as {@code api-keys}
   */
  public static ServiceForClients ready(Map<String, String> flags) {
    RunningService running = new RunningService(flags, 0, ReadPoint.START);
    RunningService.await(running.service::ready);
    return new ServiceForClients(running);
  }

  /** Where it answers. */
  public String url() {
    return "http://127.0.0.1:" + running.service.port();
  }

  /** Makes a document of one passage retrievable, titled as its id, with these fields. */
  public void index(String id, long offset, String text, Map<String, String> meta) {
    running.index(
        id,
        offset,
        text,
        new Metadata(
            id,
            id + ".txt",
            "text/plain",
            "https://example.org/" + id,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            meta,
            "",
            Optional.empty(),
            Optional.empty(),
            text.length()));
  }

  /** Tells that a document died. */
  public void kill(String id, long offset, Failure failure) {
    running.kafka.tell(
        RunningService.event(id, offset, DocumentState.DEAD, Metadata.NONE, Optional.of(failure)));
  }

  /** What was published last. */
  public Published published() {
    ProducerRecord<byte[], byte[]> last = running.kafka.producer.history().getLast();
    Map<String, String> headers = new TreeMap<>();
    Arrays.stream(last.headers().toArray()).forEach(h -> headers.put(h.key(), text(h.value())));
    return new Published(
        last.topic(),
        text(last.key()),
        Optional.ofNullable(last.value()).map(ServiceForClients::text),
        headers);
  }

  /** How many records were published. */
  public int records() {
    return running.kafka.producer.history().size();
  }

  /** A record: its topic, key, value (none where it ends the document) and headers. */
  public record Published(
      String topic, String key, Optional<String> value, Map<String, String> headers) {}

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    running.close();
  }
}
