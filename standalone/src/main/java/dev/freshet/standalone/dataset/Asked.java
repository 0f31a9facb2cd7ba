package dev.freshet.standalone.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Tenant;
import dev.freshet.standalone.dataset.DatasetSettings.Source;
import dev.freshet.standalone.dataset.Judgements.Judgement;
import dev.freshet.standalone.dataset.References.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads queries from the audit log. One that users judged refers to the passages they judged; any
 * other to the passage that it was given first, which is a guess: nobody said that it helped.
 */
final class Asked {
  private final Tenant tenant;
  private final Set<Source> from;
  private final Judgements judgements;
  private final References references;
  private final Tally tally;

  Asked(
      Tenant tenant, Set<Source> from, Judgements judgements, References references, Tally tally) {
    this.tenant = tenant;
    this.from = from;
    this.judgements = judgements;
    this.references = references;
    this.tally = tally;
  }

  /** A version that passages were given from. */
  private record Given(DocumentIdentity identity, String version, List<Integer> ordinals) {}

  /** Takes note of a record. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    JsonNode json = Json.of(record);
    if (!json.path("id").isTextual()) {
      tally.drop(Drop.UNREADABLE);
      return;
    }
    // What was begun is recorded again when it is over.
    if (!json.path("tenant").asText().equals(tenant.name())
        || json.path("state").asText().equals("begun")) {
      return;
    }
    List<Judgement> said = judgements.take(json.path("id").asText());
    String question = json.path("queries").path(0).path("text").asText().strip();
    if (json.path("status").asInt() != 200
        || json.path("queries").size() != 1
        || question.isEmpty()) {
      tally.drop(Drop.QUERY_UNKNOWN);
      return;
    }
    List<Given> given = given(json);
    if (given.isEmpty()) {
      tally.drop(Drop.NOTHING_GIVEN);
    } else if (!said.isEmpty()) {
      said.forEach(judgement -> judged(question, given, judgement));
    } else if (from.contains(Source.AUDIT)) {
      Given first = given.getFirst();
      references.add(
          first.identity(),
          new Reference(
              Source.AUDIT, question, first.version(), first.ordinals().getFirst(), 1, "", "", ""));
    }
  }

  private List<Given> given(JsonNode json) {
    List<Given> given = new ArrayList<>();
    for (JsonNode document : json.path("documents")) {
      List<Integer> ordinals = new ArrayList<>();
      document.path("ordinals").forEach(ordinal -> ordinals.add(ordinal.asInt()));
      String id = document.path("id").asText();
      if (!ordinals.isEmpty() && !id.isEmpty()) {
        given.add(
            new Given(
                new DocumentIdentity(document.path("source").asText(), tenant, new DocumentId(id)),
                document.path("version").asText(),
                ordinals));
      }
    }
    return given;
  }

  private void judged(String question, List<Given> all, Judgement judgement) {
    boolean any = false;
    for (Given given : all) {
      if (judgement.isOf(given.identity().id().value(), given.identity().source())) {
        for (int ordinal : judgedOf(given, judgement)) {
          any = true;
          references.add(
              given.identity(),
              new Reference(
                  Source.FEEDBACK,
                  question,
                  given.version(),
                  ordinal,
                  judgement.helpful() ? 1 : -1,
                  judgement.answer(),
                  judgement.time(),
                  judgement.who()));
        }
      }
    }
    if (!any) {
      tally.drop(Drop.NOT_GIVEN);
    }
  }

  /** Of a document as a whole: the passage that stood first helped, or none of them did. */
  private static List<Integer> judgedOf(Given given, Judgement judgement) {
    if (judgement.passage().isEmpty()) {
      return judgement.helpful() ? List.of(given.ordinals().getFirst()) : given.ordinals();
    }
    int ordinal = judgement.passage().getAsInt();
    return given.ordinals().contains(ordinal) ? List.of(ordinal) : List.of();
  }
}
