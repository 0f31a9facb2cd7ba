package dev.freshet.query.retrieval;

import dev.freshet.common.document.Position;
import dev.freshet.common.store.Filter;
import dev.freshet.common.text.Rfc3339;
import dev.freshet.query.exchange.Fields;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Spelling;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads how what is found is to be given, and as of when it is to be read. */
final class ListingReader {
  /** What a search has besides what every retrieval has. */
  static final List<String> FIELDS = List.of("groupBy", "groupSize", "cursor", "facets");

  private static final int DEFAULT_GROUP_SIZE = 3;
  private static final int MAX_GROUP_SIZE = 20;
  private static final int MAX_FACETS = 10;
  private static final int MAX_CURSOR = 16_384;
  private static final int MAX_AT = 8_192;

  private ListingReader() {}

  static Listing read(Fields fields) {
    Optional<String> cursor = fields.text("cursor");
    if (cursor.filter(text -> text.length() > MAX_CURSOR).isPresent()) {
      throw Problem.field(
          "cursor", "\"cursor\" is longer than any: give the \"next\" of an answer, unchanged");
    }
    List<String> facets = fields.texts("facets", MAX_FACETS);
    requireFacets(facets);
    if (!facets.isEmpty() && (cursor.isPresent() || fields.has("at"))) {
      throw Problem.field(
          "facets",
          "\"facets\" count what is there now: ask for them without \"cursor\" and \"at\"");
    }
    return new Listing(groupSize(fields), cursor, facets);
  }

  private static OptionalInt groupSize(Fields fields) {
    Optional<String> by = fields.text("groupBy");
    if (by.isEmpty()) {
      if (fields.has("groupSize")) {
        throw Problem.field(
            "groupSize", "\"groupSize\" is of groups: give \"groupBy\": \"document\" too");
      }
      return OptionalInt.empty();
    }
    if (!by.get().equals("document")) {
      throw Problem.field("groupBy", Spelling.unknown("groupBy", by.get(), List.of("document")));
    }
    return OptionalInt.of(fields.integer("groupSize", DEFAULT_GROUP_SIZE, 1, MAX_GROUP_SIZE));
  }

  private static void requireFacets(List<String> facets) {
    for (String field : facets) {
      if (Filter.TIME_FIELDS.contains(field)) {
        throw Problem.field(
            "facets", "field \"" + field + "\" holds a time: facets count values of text fields");
      }
      try {
        Filter _ = new Filter.Exists(field);
      } catch (IllegalArgumentException e) {
        throw Problem.field("facets", e.getMessage());
      }
    }
    if (new HashSet<>(facets).size() < facets.size()) {
      throw Problem.field("facets", "\"facets\" names a field twice: give each once");
    }
  }

  /** As of when; an exact read point has the form that answers give it. */
  static Optional<Moment> at(Fields fields) {
    return fields.text("at").map(ListingReader::moment);
  }

  private static Moment moment(String text) {
    if (text.length() <= MAX_AT) {
      try {
        return text.startsWith(Moment.POINT)
            ? new Moment.Exactly(Moment.point(text))
            : new Moment.Retrievable(Position.parse(text));
      } catch (IllegalArgumentException _) {
        // Then it is a time, or nothing.
      }
      try {
        Instant time = Rfc3339.read(text);
        // Before Kafka's first time there is nothing, and arithmetic on such times overflows.
        return new Moment.Time(time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time);
      } catch (DateTimeException _) {
        // Nothing.
      }
    }
    throw Problem.field(
        "at",
        "\"at\" is neither a time nor a token: give one such as 2026-07-01T12:00:00Z or"
            + " documents-0@42, or the Freshet-Read-Point of an answer");
  }
}
