package dev.freshet.common.topics;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.TraceParent;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.text.Rfc3339;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What a publisher said about a document: key and headers of a source record, read. The file's
 * bytes are left alone.
 *
 * @param tenant whose document
 * @param id its id
 * @param metadata what the headers say
 */
public record Published(Tenant tenant, DocumentId id, Metadata metadata) {
  private static final int MAX_HEADER_BYTES = 8192;
  private static final int MAX_META_FIELDS = 64;

  /** What reading came to: the headers understood, or why not. */
  public sealed interface Reading {
    /** Understood. */
    record Good(Published published) implements Reading {}

    /**
     * Not understood. The tenant and id are as far as they could be read, so that the failure can
     * be told of the right document.
     */
    record Bad(Tenant tenant, Optional<DocumentId> id, Failure failure) implements Reading {}
  }

  /** A header that is not of its form; never leaves this class. */
  private static final class BadHeader extends Exception {
    private static final long serialVersionUID = 1L;
    private final Reason reason;

    BadHeader(Reason reason, String message) {
      super(message);
      this.reason = reason;
    }
  }

  /**
   * Reads key and headers. Headers that Freshet does not know are ignored; of a repeated one the
   * last counts.
   *
   * @param key the record's key; null where it has none (then {@code ce_subject} may name the
   *     document)
   * @param bytes size of the value
   */
  public static Reading read(byte[] key, Headers headers, long bytes) {
    Tenant tenant = Tenant.DEFAULT;
    Optional<DocumentId> id = Optional.empty();
    try {
      Map<String, String> known = known(headers);
      tenant = tenant(known);
      id = Optional.of(id(key, known));
      return new Reading.Good(new Published(tenant, id.get(), metadata(known, bytes)));
    } catch (BadHeader e) {
      return new Reading.Bad(
          tenant,
          id.or(() -> idWithoutHeaders(key)),
          new Failure(Stage.PUBLISH, e.reason, e.getMessage()));
    }
  }

  /** The publisher's place in a trace; empty where none is named, or by none of its form. */
  public static Optional<TraceParent> publisher(Headers headers) {
    return Optional.ofNullable(headers.lastHeader(HeaderNames.TRACEPARENT))
        .map(Header::value)
        .flatMap(Published::utf8)
        .flatMap(TraceParent::parse);
  }

  private static Optional<DocumentId> idWithoutHeaders(byte[] key) {
    try {
      return Optional.of(id(key, Map.of()));
    } catch (BadHeader _) {
      return Optional.empty();
    }
  }

  private static Map<String, String> known(Headers headers) throws BadHeader {
    Map<String, String> known = new HashMap<>();
    int metaFields = 0;
    for (Header header : headers) {
      String name = header.key();
      boolean meta = name.startsWith(HeaderNames.META);
      if (!meta && !HeaderNames.PUBLISHED.contains(name)) {
        continue;
      }
      if (meta && ++metaFields > MAX_META_FIELDS) {
        throw new BadHeader(Reason.BAD_HEADER, "more than " + MAX_META_FIELDS + " headers meta.*");
      }
      if (header.value() == null) {
        continue;
      }
      if (header.value().length > MAX_HEADER_BYTES) {
        throw new BadHeader(
            Reason.BAD_HEADER,
            "header "
                + name
                + " has "
                + header.value().length
                + " bytes: give at most "
                + MAX_HEADER_BYTES);
      }
      known.put(
          name,
          utf8(header.value())
              .orElseThrow(
                  () -> new BadHeader(Reason.BAD_HEADER, "header " + name + " is not UTF-8"))
              .strip());
    }
    return known;
  }

  private static Tenant tenant(Map<String, String> known) throws BadHeader {
    String name = known.getOrDefault(HeaderNames.TENANT, Tenant.DEFAULT.name());
    try {
      return new Tenant(name);
    } catch (IllegalArgumentException e) {
      throw new BadHeader(Reason.BAD_HEADER, "header tenant: " + e.getMessage());
    }
  }

  private static DocumentId id(byte[] key, Map<String, String> known) throws BadHeader {
    String text;
    if (key == null || key.length == 0) {
      text = known.get(HeaderNames.CE_SUBJECT);
      if (text == null) {
        throw new BadHeader(Reason.BAD_ID, "the record has no key: give the document id as key");
      }
    } else {
      text = utf8(key).orElseThrow(() -> new BadHeader(Reason.BAD_ID, "the key is not UTF-8"));
    }
    try {
      return new DocumentId(text);
    } catch (IllegalArgumentException e) {
      throw new BadHeader(Reason.BAD_ID, e.getMessage());
    }
  }

  private static Metadata metadata(Map<String, String> known, long bytes) throws BadHeader {
    Map<String, String> meta = new HashMap<>();
    for (Map.Entry<String, String> entry : known.entrySet()) {
      if (entry.getKey().startsWith(HeaderNames.META)) {
        String name = entry.getKey().substring(HeaderNames.META.length());
        if (name.isBlank()) {
          throw new BadHeader(Reason.BAD_HEADER, "header meta. has no name: give meta.<name>");
        }
        meta.put(name, entry.getValue());
      }
    }
    Optional<Instant> published = time(HeaderNames.PUBLISHED_AT, known);
    return new Metadata(
        known.getOrDefault(HeaderNames.TITLE, ""),
        known.getOrDefault(HeaderNames.FILENAME, ""),
        mediaType(known),
        known.getOrDefault(HeaderNames.SOURCE_URI, known.getOrDefault(HeaderNames.CE_SOURCE, "")),
        published.isPresent() ? published : time(HeaderNames.CE_TIME, known),
        time(HeaderNames.EXPIRES_AT, known),
        principals(known),
        meta,
        "",
        Optional.empty(),
        Optional.empty(),
        bytes);
  }

  /** The media type without its parameters, which say nothing that the bytes do not. */
  private static String mediaType(Map<String, String> known) throws BadHeader {
    String given = known.getOrDefault(HeaderNames.CONTENT_TYPE, "");
    int semicolon = given.indexOf(';');
    String type =
        (semicolon < 0 ? given : given.substring(0, semicolon))
            .strip()
            .toLowerCase(java.util.Locale.ROOT);
    if (!type.isEmpty() && !type.matches("[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")) {
      throw new BadHeader(
          Reason.BAD_HEADER, "header content-type is no media type: give one such as text/html");
    }
    return type;
  }

  private static Optional<Instant> time(String name, Map<String, String> known) throws BadHeader {
    String text = known.get(name);
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Rfc3339.read(text));
    } catch (DateTimeException e) {
      throw new BadHeader(
          Reason.BAD_HEADER,
          "header " + name + " is no RFC 3339 time: give one such as 2026-07-01T12:00:00Z");
    }
  }

  private static List<String> principals(Map<String, String> known) throws BadHeader {
    String acl = known.getOrDefault(HeaderNames.ACL, "");
    if (acl.isEmpty()) {
      return List.of();
    }
    List<String> principals = Arrays.stream(acl.split(",", -1)).map(String::strip).toList();
    if (principals.stream().anyMatch(p -> p.isEmpty() || p.length() > 256)) {
      throw new BadHeader(
          Reason.BAD_HEADER,
          "header acl has an empty or overlong principal: give some such as group:legal,user:ann");
    }
    return principals;
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }
}
