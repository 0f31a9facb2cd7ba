package dev.freshet.common.topics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.PermissionNotice;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** The value of the topic {@code permissions}: a JSON object. A null value: the notice is over. */
public final class PermissionNoticeCodec implements ValueCodec<PermissionNotice> {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The record's key: document and version, so that compaction takes no notice for another's last
   * word while both hold.
   */
  public static byte[] key(PermissionNotice notice) {
    String key = notice.identity().key() + "@" + notice.version().position().token();
    return key.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] encode(PermissionNotice notice) {
    ObjectNode node = JSON.createObjectNode();
    node.put("document", notice.identity().key());
    node.put("version", notice.version().position().token());
    node.put("publishedAt", notice.version().publishedAt().toString());
    ArrayNode readers = node.putArray("readers");
    new TreeSet<>(notice.readers()).forEach(readers::add);
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values was not writable", e);
    }
  }

  @Override
  public PermissionNotice decode(byte[] bytes) {
    try {
      JsonNode node = JSON.readTree(bytes);
      Set<String> readers = new HashSet<>();
      node.required("readers").forEach(reader -> readers.add(reader.asText()));
      return new PermissionNotice(
          DocumentIdentity.parse(node.required("document").asText()),
          new Version(
              Position.parse(node.required("version").asText()),
              Instant.parse(node.required("publishedAt").asText())),
          readers);
    } catch (IOException e) {
      throw new IllegalArgumentException("no permission notice", e);
    }
  }
}
