package dev.freshet.query.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.query.exchange.Parameters;
import dev.freshet.query.exchange.Times;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Which records are meant: those that fit all that is given.
 *
 * @param id of exactly this query
 * @param tenant who asked
 * @param principal one of those who asked
 * @param document of which passages were given, by id
 * @param source of that document
 * @param door by which it was asked
 * @param since written then or later
 * @param until written before
 */
record AuditFilter(
    Optional<String> id,
    Optional<String> tenant,
    Optional<String> principal,
    Optional<String> document,
    Optional<String> source,
    Optional<String> door,
    Optional<Instant> since,
    Optional<Instant> until) {
  static final List<String> FIELDS =
      List.of("id", "tenant", "principal", "document", "source", "door", "since", "until");

  static AuditFilter of(Parameters given) {
    return new AuditFilter(
        given.text("id"),
        given.text("tenant"),
        given.text("principal"),
        given.text("document"),
        given.text("source"),
        given.text("door"),
        time("since", given),
        time("until", given));
  }

  private static Optional<Instant> time(String name, Parameters given) {
    return given.text(name).map(text -> Times.read(name, text));
  }

  boolean fits(AuditEntry entry) {
    return entry.json().filter(this::fits).isPresent()
        && since.map(from -> !entry.time().isBefore(from)).orElse(true)
        && until.map(entry.time()::isBefore).orElse(true);
  }

  private boolean fits(JsonNode record) {
    return equal(id, record.path("id"))
        && equal(tenant, record.path("tenant"))
        && equal(door, record.path("door"))
        && (principal.isEmpty() || any(record.path("principals"), p -> equal(principal, p)))
        && ((document.isEmpty() && source.isEmpty())
            || any(
                record.path("documents"),
                d -> equal(document, d.path("id")) && equal(source, d.path("source"))));
  }

  private static boolean equal(Optional<String> wanted, JsonNode there) {
    return wanted.isEmpty() || wanted.get().equals(there.asText());
  }

  private static boolean any(JsonNode list, java.util.function.Predicate<JsonNode> fits) {
    return StreamSupport.stream(list.spliterator(), false).anyMatch(fits);
  }
}
