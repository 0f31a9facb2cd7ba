package dev.freshet.query.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a key file strictly: whatever is not understood is refused, never taken for less. */
final class KeyFile {
  private static final int MAX_KEYS = 10_000;
  private static final long MAX_BYTES = 16L << 20;
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private KeyFile() {}

  /**
   * The keys, in the file's order.
   *
   * @throws InvalidKeys naming the entry, the field and the fix
   */
  static List<Key> read(Path file) {
    JsonNode root = tree(file);
    if (!root.isObject() || root.size() != 1 || !root.path("keys").isArray()) {
      throw new InvalidKeys(file + ": give one list named keys, such as keys: [{key: …}]");
    }
    JsonNode entries = root.get("keys");
    if (entries.isEmpty() || entries.size() > MAX_KEYS) {
      throw new InvalidKeys(file + ": has " + entries.size() + " keys: give 1 to " + MAX_KEYS);
    }
    List<Key> keys = new ArrayList<>();
    Set<String> tags = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      String place = "keys[" + i + "]";
      Key key = new KeyEntry(file + ": " + place, entries.get(i)).read(place);
      if (!tags.add(key.tag())) {
        throw new InvalidKeys(
            file + ": " + place + ".key: is given twice; give every entry its own");
      }
      if (!names.add(key.caller().name())) {
        throw new InvalidKeys(
            file + ": " + place + ".name: is given twice; give every entry its own");
      }
      keys.add(key);
    }
    return keys;
  }

  private static JsonNode tree(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new InvalidKeys(file + ": is larger than " + MAX_BYTES + " bytes");
      }
      return YAML.readTree(Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw new InvalidKeys(file + ": there is no such file", e);
    } catch (JsonProcessingException e) {
      // The parser's message would quote the file, and with it a key.
      throw new InvalidKeys(
          file + ": is no YAML, line " + e.getLocation().getLineNr() + "; check its indents");
    } catch (IOException e) {
      throw new InvalidKeys(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
