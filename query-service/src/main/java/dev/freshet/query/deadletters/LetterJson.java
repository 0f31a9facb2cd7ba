package dev.freshet.query.deadletters;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.Position;
import dev.freshet.common.failure.Reason;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Writes what is told of a letter. */
final class LetterJson {
  private static final int PREVIEW_BYTES = 4096;
  private static final int HEADER_BYTES = 8192;
  private static final int MOST_HEADERS = 200;

  private LetterJson() {}

  /** Fills the node with all but headers and contents. */
  static void write(ObjectNode node, Letter letter) {
    node.put("position", letter.position().token());
    node.put("time", letter.time().toString());
    node.put("id", letter.id().orElse(null));
    node.put("tenant", letter.tenant());
    node.put("source", letter.source().isEmpty() ? null : letter.source());
    node.put("version", letter.version().map(Position::token).orElse(null));
    node.put("sourceTime", letter.sourceTime().toString());
    node.put("stage", letter.stage());
    node.put("reason", letter.reason());
    node.put("message", letter.message());
    node.put("attempt", letter.attempt());
    if (letter.bytes().isPresent()) {
      node.put("bytes", letter.bytes().getAsInt());
    } else {
      node.putNull("bytes");
    }
    node.put("filename", letter.filename());
    node.put("contentType", letter.contentType());
    node.put("replayable", letter.obstacle().isEmpty());
    node.put("obstacle", letter.obstacle().orElse(null));
  }

  /** Fills the node with everything but the bytes; of those a preview, where they are text. */
  static void write(ObjectNode node, Letter letter, ConsumerRecord<byte[], byte[]> record) {
    write(node, letter);
    node.put("meaning", letter.known().map(Reason::sentence).orElse(null));
    ArrayNode headers = node.putArray("headers");
    for (Header header : record.headers()) {
      if (headers.size() < MOST_HEADERS) {
        write(headers.addObject(), header);
      }
    }
    node.put(
        "preview",
        record.value() == null ? null : text(record.value(), PREVIEW_BYTES).orElse(null));
  }

  private static void write(ObjectNode node, Header header) {
    node.put("name", header.key());
    byte[] value = header.value() == null ? new byte[0] : header.value();
    Optional<String> text = text(value, HEADER_BYTES);
    if (text.isPresent()) {
      node.put("value", text.get());
    } else {
      int size = Math.min(value.length, HEADER_BYTES);
      node.put("base64", Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(value, size)));
    }
  }

  /** The beginning of a text in UTF-8; empty where the bytes are none, or steer a terminal. */
  static Optional<String> text(byte[] bytes, int most) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    int size = Math.min(bytes.length, most);
    CharBuffer out = CharBuffer.allocate(size);
    // A character that the limit cuts in two is no error, only left out.
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes, 0, size), out, bytes.length <= most);
    String text = out.flip().toString();
    boolean plain =
        text.codePoints().noneMatch(c -> Character.isISOControl(c) && "\t\n\r".indexOf(c) < 0);
    return result.isError() || !plain ? Optional.empty() : Optional.of(text);
  }
}
