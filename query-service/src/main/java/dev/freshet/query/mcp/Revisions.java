package dev.freshet.query.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.query.exchange.Request;
import java.util.List;
import java.util.Optional;

/**
 * The protocol's revisions that are spoken. Up to 2025-11-25 a client begins with a handshake, by
 * which the revision is agreed; later ones have none, and every question carries its revision.
 */
final class Revisions {
  /** Those that begin with a handshake, the newest last. */
  static final List<String> WITH_HANDSHAKE = List.of("2025-03-26", "2025-06-18", "2025-11-25");

  /** That without. */
  static final String WITHOUT_HANDSHAKE = "2026-07-28";

  /** The only one whose clients may send several messages at once. */
  static final String WITH_BATCHES = "2025-03-26";

  /** By which a client says which revision it speaks. */
  static final String HEADER = "MCP-Protocol-Version";

  /** By which a question without a handshake says it again. */
  static final String MEMBER = "io.modelcontextprotocol/protocolVersion";

  private Revisions() {}

  /**
   * Whether a message is of a revision without handshake.
   *
   * @throws Refusal where its revision is not spoken here, or header and message disagree
   */
  static boolean withoutHandshake(Request http, JsonNode message) {
    Optional<String> header = http.header(HEADER).map(String::strip);
    if (header.isPresent()
        && !WITH_HANDSHAKE.contains(header.get())
        && !header.get().equals(WITHOUT_HANDSHAKE)) {
      throw unsupported(header.get());
    }
    JsonNode member = message.path("params").path("_meta").path(MEMBER);
    if (member.isTextual() && !member.asText().equals(header.orElse(""))) {
      throw new Refusal(
          Refusal.HEADER_MISMATCH,
          "the header " + HEADER + " does not say what \"_meta\" says: give both alike");
    }
    return header.filter(WITHOUT_HANDSHAKE::equals).isPresent();
  }

  private static Refusal unsupported(String asked) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    spoken(data.putArray("supported"));
    data.put("requested", asked.length() > 64 ? asked.substring(0, 64) : asked);
    return new Refusal(
        Refusal.UNSUPPORTED_REVISION,
        "this revision of the protocol is not spoken here: use one of \"supported\"",
        Optional.of(data));
  }

  /** All that are spoken, the newest last. */
  static void spoken(ArrayNode list) {
    WITH_HANDSHAKE.forEach(list::add);
    list.add(WITHOUT_HANDSHAKE);
  }
}
