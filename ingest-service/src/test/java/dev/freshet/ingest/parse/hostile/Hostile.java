package dev.freshet.ingest.parse.hostile;

import dev.freshet.common.failure.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * A file that means harm.
 *
 * @param kind for a person
 * @param bytes the file
 * @param filename what its sender calls it
 * @param contentType what its sender says it is
 * @param ends what it may settle as: a reason, or empty where it is read
 */
// An array, because nobody compares files.
@SuppressWarnings("ArrayRecordComponent")
public record Hostile(
    String kind, byte[] bytes, String filename, String contentType, Set<Optional<Reason>> ends) {

  /** One that must fail for this reason. */
  static Hostile dies(String kind, byte[] bytes, String filename, Reason reason) {
    return new Hostile(kind, bytes, filename, "", Set.of(Optional.of(reason)));
  }

  /** One that must be read. */
  static Hostile isRead(String kind, byte[] bytes, String filename) {
    return new Hostile(kind, bytes, filename, "", Set.of(Optional.empty()));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Hostile saidToBe(String type) {
    return new Hostile(kind, bytes, filename, type, ends);
  }

  @Override
  public String toString() {
    return kind;
  }
}
