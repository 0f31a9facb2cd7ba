package dev.freshet.client;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A document that could not be read or embedded.
 *
 * @param position where the letter stands; names it
 * @param time when the document was given up
 * @param id the document's; empty where its record has none
 * @param tenant whose it is
 * @param source its source topic; empty where it is not known
 * @param version its position there
 * @param stage where it died
 * @param reason of what, by its name
 * @param message of what, in a sentence
 * @param attempt which it was, from 1
 * @param bytes size of the file; empty where the letter has none
 * @param filename empty where it has none
 * @param contentType empty where it has none
 * @param obstacle why it cannot be put back as it is; empty where it can
 */
public record DeadLetter(
    Token position,
    Optional<Instant> time,
    Optional<String> id,
    String tenant,
    String source,
    Optional<Token> version,
    String stage,
    String reason,
    String message,
    int attempt,
    OptionalLong bytes,
    String filename,
    String contentType,
    Optional<String> obstacle) {
  static DeadLetter of(Json json) {
    return new DeadLetter(
        json.token("position")
            .orElseThrow(() -> new FreshetUnreachable("a dead letter without its position")),
        json.time("time"),
        json.optionalText("id"),
        json.text("tenant"),
        json.text("source"),
        json.token("version"),
        json.text("stage"),
        json.text("reason"),
        json.text("message"),
        json.integer("attempt").orElse(1),
        json.whole("bytes"),
        json.text("filename"),
        json.text("contentType"),
        json.optionalText("obstacle"));
  }
}
