package dev.freshet.common.claim;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.freshet.common.topics.HeaderNames;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The reference in a record's header {@code freshet-claim}, as JSON: {@code {"uri":
 * "s3://bucket/key", "size": 209715200, "sha256": "9f86…"}}.
 */
public final class ClaimHeader {
  private static final Set<String> FIELDS = Set.of("uri", "size", "sha256");
  private static final int MAX_BYTES = 8192;
  private static final String FORM =
      "header " + HeaderNames.CLAIM + ": give {\"uri\": …, \"size\": …, \"sha256\": …} as JSON";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ClaimHeader() {}

  /**
   * The reference that a record carries; empty where it carries none.
   *
   * @throws IllegalArgumentException where it is not of its form, saying what to give
   */
  public static Optional<Claim> read(Headers headers) {
    Header header = headers.lastHeader(HeaderNames.CLAIM);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(claim(tree(header.value())));
  }

  private static JsonNode tree(byte[] value) {
    if (value.length > MAX_BYTES) {
      throw new IllegalArgumentException(FORM + " of at most " + MAX_BYTES + " bytes");
    }
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      throw new IllegalArgumentException(FORM, e);
    }
  }

  private static Claim claim(JsonNode tree) {
    Set<String> names = new TreeSet<>();
    tree.fieldNames().forEachRemaining(names::add);
    if (!names.equals(FIELDS)
        || !tree.path("uri").isTextual()
        || !tree.path("size").canConvertToLong()
        || !tree.path("size").isIntegralNumber()
        || !tree.path("sha256").isTextual()) {
      throw new IllegalArgumentException(FORM);
    }
    try {
      return new Claim(
          new URI(tree.path("uri").textValue()),
          tree.path("size").longValue(),
          tree.path("sha256").textValue());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "header " + HeaderNames.CLAIM + ": uri: give one such as s3://bucket/key", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("header " + HeaderNames.CLAIM + ": " + e.getMessage(), e);
    }
  }

  /** Adds the reference to a record's headers. */
  public static void add(Headers headers, Claim claim) {
    headers.add(HeaderNames.CLAIM, text(claim).getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Claim claim) {
    try {
      return JSON.writeValueAsString(
          JSON.createObjectNode()
              .put("uri", claim.uri().toString())
              .put("size", claim.size())
              .put("sha256", claim.sha256()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of ours was not writable", e);
    }
  }
}
