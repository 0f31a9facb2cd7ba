package dev.freshet.query.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.DocumentId;
import dev.freshet.query.audit.AuditSettings.Text;
import dev.freshet.query.exchange.Caller;
import dev.freshet.query.exchange.Fields;
import dev.freshet.query.exchange.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What a user says of what a query was given.
 *
 * @param queryId as the answer's header told it
 * @param document the id of one that was given
 * @param source the source topic of that document; empty: whichever of that id was given
 * @param passage its place in the document, as {@code passage.ordinal} tells it; empty: the
 *     document as a whole
 * @param helpful whether it helped
 * @param answer what the answer should have been; empty: nothing is said of that
 * @param comment for people
 */
record Judgement(
    String queryId,
    String document,
    Optional<String> source,
    OptionalInt passage,
    boolean helpful,
    Optional<String> answer,
    Optional<String> comment) {
  private static final int MAX_ANSWER = 10_000;
  private static final int MAX_COMMENT = 2_000;
  private static final int MAX_SOURCE = 249;
  private static final Pattern QUERY_ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final List<String> FIELDS =
      List.of("queryId", "document", "source", "passage", "helpful", "answer", "comment");

  /**
   * Reads one.
   *
   * @param policy whether what users write is recorded
   * @throws Problem naming the field that is missing or not of its form
   */
  static Judgement of(JsonNode body, Text policy) {
    Fields fields = Fields.of(body, "", FIELDS);
    return new Judgement(
        queryId(fields),
        document(fields),
        text(fields, "source", MAX_SOURCE),
        fields.has("passage")
            ? OptionalInt.of(fields.integer("passage", 0, 0, Integer.MAX_VALUE))
            : OptionalInt.empty(),
        helpful(fields),
        written(fields, "answer", MAX_ANSWER, policy),
        written(fields, "comment", MAX_COMMENT, policy));
  }

  private static String queryId(Fields fields) {
    return fields
        .text("queryId")
        .filter(id -> QUERY_ID.matcher(id).matches())
        .orElseThrow(
            () ->
                Problem.field(
                    "queryId",
                    "\"queryId\" is no query's id: give the header Freshet-Query-Id of the"
                        + " answer"));
  }

  private static String document(Fields fields) {
    String id =
        fields
            .text("document")
            .orElseThrow(
                () ->
                    Problem.field(
                        "document",
                        "\"document\" is missing: give the id of the document that is judged"));
    try {
      return new DocumentId(id).value();
    } catch (IllegalArgumentException e) {
      throw Problem.field("document", "\"document\": " + e.getMessage());
    }
  }

  private static boolean helpful(Fields fields) {
    if (!fields.has("helpful") || !fields.get("helpful").isBoolean()) {
      throw Problem.field("helpful", "\"helpful\" is neither true nor false: give one of them");
    }
    return fields.get("helpful").booleanValue();
  }

  private static Optional<String> written(Fields fields, String name, int max, Text policy) {
    Optional<String> text = text(fields, name, max);
    if (text.isPresent() && policy != Text.KEEP) {
      throw Problem.field(
          name,
          "\"%s\" is not recorded where audit.text is %s: leave it out"
              .formatted(name, policy.name().toLowerCase(Locale.ROOT)));
    }
    return text;
  }

  private static Optional<String> text(Fields fields, String name, int max) {
    Optional<String> text = fields.text(name).filter(given -> !given.isBlank());
    if (text.isPresent() && text.get().length() > max) {
      throw Problem.field(
          name,
          "\"%s\" has %d characters: give at most %d".formatted(name, text.get().length(), max));
    }
    if (text.isPresent() && text.get().codePoints().anyMatch(Judgement::halved)) {
      throw Problem.field(
          name,
          "\"%s\" holds half a character, a surrogate without its other half: give whole ones"
              .formatted(name));
    }
    return text;
  }

  /** No UTF-8 can say it. */
  private static boolean halved(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }

  /** The record of it: whose it is says the credential. */
  ObjectNode json(Caller caller, Instant time) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("queryId", queryId).put("time", time.toString());
    node.put("tenant", caller.access().tenant().name());
    ArrayNode principals = node.putArray("principals");
    caller.access().principals().stream().sorted().forEach(principals::add);
    node.put("document", document);
    source.ifPresent(topic -> node.put("source", topic));
    passage.ifPresent(ordinal -> node.put("passage", ordinal));
    node.put("helpful", helpful);
    answer.ifPresent(text -> node.put("answer", text));
    comment.ifPresent(text -> node.put("comment", text));
    return node;
  }
}
