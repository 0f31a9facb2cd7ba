package dev.freshet.query.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.store.Access;
import dev.freshet.common.text.Rfc3339;
import dev.freshet.query.exchange.Caller;
import dev.freshet.query.exchange.Scope;
import dev.freshet.query.exchange.Spelling;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads one entry of a key file.
 *
 * @param place of the entry, with the file, for whoever wrote it
 * @param entry its tree
 */
record KeyEntry(String place, JsonNode entry) {
  private static final int MIN_KEY_CHARACTERS = 16;
  private static final Pattern KEY =
      Pattern.compile("[\\x21-\\x7e]{" + MIN_KEY_CHARACTERS + ",512}");
  private static final Pattern HASH = Pattern.compile("sha256:[0-9a-fA-F]{64}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final double MAX_RATE = 100_000;
  private static final int MAX_BURST = 1_000_000;
  private static final int MAX_QUOTA = 1_000_000_000;
  private static final List<String> FIELDS =
      List.of(
          "key",
          "hash",
          "name",
          "tenant",
          "principals",
          "scopes",
          "rate",
          "burst",
          "quota",
          "expires");
  private static final List<String> SCOPES =
      Arrays.stream(Scope.values()).map(Scope::label).toList();

  /**
   * The key.
   *
   * @param nameless its name where the entry gives none
   * @throws InvalidKeys when the entry is not of its form
   */
  Key read(String nameless) {
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
    return new Key(tag(), caller(name(nameless)), limits(), expires());
  }

  private String tag() {
    JsonNode key = entry.path("key");
    JsonNode hash = entry.path("hash");
    if (!key.isMissingNode() && !hash.isMissingNode()) {
      throw wrong("hash", "leave out one of key and hash");
    }
    if (!hash.isMissingNode()) {
      if (!hash.isTextual() || !HASH.matcher(hash.asText()).matches()) {
        throw wrong("hash", "give sha256: and 64 hexadecimal digits, as ./freshet keys new prints");
      }
      return Digests.tagOfHash(hash.asText().substring("sha256:".length()));
    }
    if (!key.isTextual() || !KEY.matcher(key.asText()).matches()) {
      throw wrong(
          "key",
          "give a text of " + MIN_KEY_CHARACTERS + " to 512 ASCII characters without blanks");
    }
    return Digests.tag(key.asText());
  }

  private String name(String nameless) {
    JsonNode name = entry.path("name");
    if (name.isMissingNode()) {
      return nameless;
    }
    if (!name.isTextual() || !NAME.matcher(name.asText()).matches()) {
      throw wrong("name", "give 1 to 64 letters, digits, dots, underscores or hyphens");
    }
    return name.asText();
  }

  private Caller caller(String name) {
    JsonNode tenant = entry.path("tenant");
    if (!tenant.isTextual()) {
      throw wrong("tenant", "give a text such as acme");
    }
    try {
      Access access = new Access(ReservedTenant.not(tenant.asText()), texts("principals"));
      return new Caller(access, scopes(), name);
    } catch (IllegalArgumentException e) {
      throw new InvalidKeys(place + ".tenant: " + e.getMessage(), e);
    }
  }

  private Set<Scope> scopes() {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String name : texts("scopes")) {
      scopes.add(
          Arrays.stream(Scope.values())
              .filter(scope -> scope.label().equals(name))
              .findFirst()
              .orElseThrow(() -> wrong("scopes", Spelling.unknown("scope", name, SCOPES))));
    }
    if (scopes.isEmpty()) {
      throw wrong("scopes", "give at least one of " + String.join(", ", SCOPES));
    }
    return scopes;
  }

  private Set<String> texts(String name) {
    JsonNode list = entry.path(name);
    Set<String> texts = new LinkedHashSet<>();
    if (list.isMissingNode()) {
      return texts;
    }
    if (!list.isArray()) {
      throw wrong(name, "give a list of texts");
    }
    for (JsonNode item : list) {
      if (!item.isTextual() || item.asText().isBlank()) {
        throw wrong(name, "give a list of texts");
      }
      texts.add(item.asText());
    }
    return texts;
  }

  private OwnLimits limits() {
    if (entry.has("burst") && !entry.has("rate")) {
      throw wrong("burst", "give rate too");
    }
    return new OwnLimits(
        entry.has("rate") ? Optional.of(rate(entry.get("rate"))) : Optional.empty(),
        whole("burst", 1, MAX_BURST).orElse(0),
        whole("quota", 0, MAX_QUOTA));
  }

  private double rate(JsonNode rate) {
    if (!rate.isNumber() || !(rate.asDouble() >= 0 && rate.asDouble() <= MAX_RATE)) {
      throw wrong("rate", "give requests a second, a number from 0 (any) to 100000");
    }
    return rate.asDouble();
  }

  private Optional<Integer> whole(String name, int min, int max) {
    JsonNode number = entry.path(name);
    if (number.isMissingNode()) {
      return Optional.empty();
    }
    if (!number.canConvertToInt()
        || !number.isIntegralNumber()
        || number.asInt() < min
        || number.asInt() > max) {
      throw wrong(name, "give a whole number from " + min + " to " + max);
    }
    return Optional.of(number.asInt());
  }

  private Optional<Instant> expires() {
    JsonNode expires = entry.path("expires");
    if (expires.isMissingNode()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Rfc3339.read(expires.asText()));
    } catch (DateTimeException e) {
      throw new InvalidKeys(
          place + ".expires: give an RFC 3339 time such as 2027-06-30T00:00:00Z", e);
    }
  }

  private InvalidKeys wrong(String field, String fix) {
    return new InvalidKeys(place + "." + field + ": " + fix);
  }
}
