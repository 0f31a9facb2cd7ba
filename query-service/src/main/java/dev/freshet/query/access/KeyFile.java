package dev.freshet.query.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.store.Access;
import dev.freshet.query.exchange.Caller;
import dev.freshet.query.exchange.Scope;
import dev.freshet.query.exchange.Spelling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a key file strictly: whatever is not understood is refused, never taken for less. */
final class KeyFile {
  private static final int MAX_KEYS = 10_000;
  private static final long MAX_BYTES = 16L << 20;
  private static final int MIN_KEY_CHARACTERS = 16;
  private static final List<String> FIELDS = List.of("key", "tenant", "principals", "scopes");
  private static final List<String> SCOPES =
      Arrays.stream(Scope.values()).map(Scope::label).toList();

  private KeyFile() {}

  /** The callers by key, in the file's order. */
  static Map<String, Caller> read(Path file) {
    JsonNode root = tree(file);
    if (!root.isObject() || root.size() != 1 || !root.path("keys").isArray()) {
      throw new InvalidKeys(file + ": give one list named keys, such as keys: [{key: …}]");
    }
    JsonNode entries = root.get("keys");
    if (entries.isEmpty() || entries.size() > MAX_KEYS) {
      throw new InvalidKeys(file + ": has " + entries.size() + " keys: give 1 to " + MAX_KEYS);
    }
    Map<String, Caller> callers = new LinkedHashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      String place = file + ": keys[" + i + "]";
      String key = key(place, entries.get(i));
      if (callers.put(key, caller(place, entries.get(i))) != null) {
        throw new InvalidKeys(place + ".key: is given twice; give every entry its own");
      }
    }
    return callers;
  }

  private static JsonNode tree(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new InvalidKeys(file + ": is larger than " + MAX_BYTES + " bytes");
      }
      return new YAMLMapper().readTree(Files.readString(file, StandardCharsets.UTF_8));
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

  private static String key(String place, JsonNode entry) {
    if (!entry.isObject()) {
      throw new InvalidKeys(place + ": give {key, tenant, principals, scopes}");
    }
    entry
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                throw new InvalidKeys(place + ": " + Spelling.unknown("field", name, FIELDS));
              }
            });
    JsonNode key = entry.path("key");
    if (!key.isTextual()
        || !key.asText().matches("[\\x21-\\x7e]{" + MIN_KEY_CHARACTERS + ",512}")) {
      throw new InvalidKeys(
          place
              + ".key: give a text of "
              + MIN_KEY_CHARACTERS
              + " to 512 ASCII characters without blanks");
    }
    return key.asText();
  }

  private static Caller caller(String place, JsonNode entry) {
    JsonNode tenant = entry.path("tenant");
    if (!tenant.isTextual()) {
      throw new InvalidKeys(place + ".tenant: give a text such as acme");
    }
    try {
      Access access = new Access(new Tenant(tenant.asText()), texts(place, "principals", entry));
      return new Caller(access, scopes(place, entry));
    } catch (IllegalArgumentException e) {
      throw new InvalidKeys(place + ".tenant: " + e.getMessage(), e);
    }
  }

  private static Set<Scope> scopes(String place, JsonNode entry) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String name : texts(place, "scopes", entry)) {
      scopes.add(
          Arrays.stream(Scope.values())
              .filter(scope -> scope.label().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new InvalidKeys(
                          place + ".scopes: " + Spelling.unknown("scope", name, SCOPES))));
    }
    if (scopes.isEmpty()) {
      throw new InvalidKeys(place + ".scopes: give at least one of " + String.join(", ", SCOPES));
    }
    return scopes;
  }

  private static Set<String> texts(String place, String name, JsonNode entry) {
    JsonNode list = entry.path(name);
    Set<String> texts = new LinkedHashSet<>();
    if (list.isMissingNode()) {
      return texts;
    }
    if (!list.isArray()) {
      throw new InvalidKeys(place + "." + name + ": give a list of texts");
    }
    for (JsonNode item : list) {
      if (!item.isTextual() || item.asText().isBlank()) {
        throw new InvalidKeys(place + "." + name + ": give a list of texts");
      }
      texts.add(item.asText());
    }
    return texts;
  }
}
