package dev.freshet.hostile;

import dev.freshet.common.failure.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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

  /** What the mail says that lies in an archive in a document. */
  public static final String DEEP_WORDS = Archives.DEEP_WORDS;

  /** Every kind that is read to an end, one way or the other. */
  public static List<Hostile> all() {
    return Stream.of(Archives.all(), Markup.all(), Office.all(), Pdfs.all())
        .flatMap(List::stream)
        .toList();
  }

  /** One that nobody reads to its end: two to the power of the depth at which a reader gives up. */
  public static Hostile endless() {
    return new Hostile(
        "PDF whose form is drawn twice in itself",
        Pdfs.form(2),
        "a.pdf",
        "",
        Set.of(Optional.of(Reason.TIMEOUT), Optional.of(Reason.OUT_OF_MEMORY)));
  }

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
