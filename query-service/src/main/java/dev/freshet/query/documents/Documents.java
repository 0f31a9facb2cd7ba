package dev.freshet.query.documents;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.Signal;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.Catalogue;
import dev.freshet.common.store.CatalogueEntry;
import dev.freshet.query.exchange.Parameters;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.exchange.Spelling;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Answers {@code GET /v1/documents} and {@code GET /v1/documents/{id}}. */
public final class Documents {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 200;
  private static final int MAX_TEXT = 512;

  /** So many are told with a document, the latest. */
  private static final int MAX_NEAR_DUPLICATES = 20;

  /** What is asked for like a signal, and is none: it is not measured but looked for. */
  private static final String NEAR_DUPLICATE = "near-duplicate";

  private static final List<String> SIGNALS =
      Stream.concat(Signal.Kind.labels().stream(), Stream.of(NEAR_DUPLICATE)).toList();
  private static final List<String> STATES =
      Arrays.stream(DocumentState.values()).map(DocumentState::label).toList();
  private static final List<DocumentState> COUNTED =
      List.of(
          DocumentState.INDEXED, DocumentState.DELETED, DocumentState.DEFERRED, DocumentState.DEAD);

  private final DocumentSettings settings;
  private final Catalogue catalogue;
  private final List<String> sources;
  private final UnaryOperator<Access> withheld;

  /**
   * @param settings when documents are near-duplicates
   * @param catalogue what is told of them
   * @param sources the source topics there are
   * @param withheld the caller, and what is withheld from the caller now
   */
  public Documents(
      DocumentSettings settings,
      Catalogue catalogue,
      List<String> sources,
      UnaryOperator<Access> withheld) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.withheld = withheld;
    this.sources = List.copyOf(sources);
  }

  /** A page of the catalogue. */
  public Reply list(Request request) {
    Parameters parameters =
        Parameters.of(request, List.of("state", "q", "signal", "cursor", "limit"));
    Access access = withheld.apply(request.caller().access());
    String text = parameters.text("q").orElse("");
    if (text.length() > MAX_TEXT) {
      throw Problem.field("q", "parameter \"q\" is too long: give at most 512 characters");
    }
    Optional<String> signal = parameters.text("signal").map(Documents::signal);
    Catalogue.Page page =
        page(
            access,
            new Catalogue.Selection(
                parameters.text("state").map(Documents::state),
                text,
                signal.filter(s -> !s.equals(NEAR_DUPLICATE)).map(Signal.Kind::of),
                signal.filter(NEAR_DUPLICATE::equals).map(_ -> settings.nearDuplicate())),
            parameters.text("cursor"),
            parameters.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT));
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode documents = root.putArray("documents");
    page.entries().forEach(entry -> DocumentJson.write(documents.addObject(), entry));
    Map<DocumentState, Long> counts = catalogue.counts(access);
    ObjectNode counted = root.putObject("counts");
    COUNTED.forEach(state -> counted.put(state.label(), counts.getOrDefault(state, 0L)));
    root.put("next", page.next().orElse(null));
    return Reply.json(200, root);
  }

  private Catalogue.Page page(
      Access access, Catalogue.Selection wanted, Optional<String> cursor, int limit) {
    try {
      return catalogue.list(access, wanted, cursor, limit);
    } catch (IllegalArgumentException e) {
      // Only the cursor can be wrong: everything else was read above.
      throw Problem.field("cursor", "parameter \"cursor\": give \"next\" of the page before");
    }
  }

  private static DocumentState state(String given) {
    if (!STATES.contains(given)) {
      throw Problem.field("state", Spelling.unknown("state", given, STATES));
    }
    return DocumentState.of(given);
  }

  private static String signal(String given) {
    if (!SIGNALS.contains(given)) {
      throw Problem.field("signal", Spelling.unknown("signal", given, SIGNALS));
    }
    return given;
  }

  /** One document. */
  public Reply get(Request request) {
    Parameters parameters = Parameters.of(request, List.of("source"));
    String id = request.parameter("id");
    Access access = withheld.apply(request.caller().access());
    CatalogueEntry entry =
        find(access, id, parameters.text("source"))
            .orElseThrow(() -> Problem.notFound("there is no such document: check its id"));
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    DocumentJson.write(node, entry);
    DocumentJson.writeNearDuplicates(
        node,
        catalogue.nearDuplicates(access, entry, settings.nearDuplicate(), MAX_NEAR_DUPLICATES));
    return Reply.json(200, node);
  }

  private Optional<CatalogueEntry> find(Access access, String id, Optional<String> source) {
    source
        .filter(s -> !sources.contains(s))
        .ifPresent(
            s -> {
              throw Problem.field("source", Spelling.unknown("source", s, sources));
            });
    DocumentId documentId = documentId(id);
    List<CatalogueEntry> entries =
        source.map(List::of).orElse(sources).stream()
            .map(s -> catalogue.find(new DocumentIdentity(s, access.tenant(), documentId)))
            .flatMap(Optional::stream)
            .filter(entry -> entry.visibleTo(access))
            .toList();
    // By identity a document is found as soon as it is told of; by id alone, also in a source that
    // is no longer configured, only after a refresh.
    return (entries.isEmpty() && source.isEmpty() ? catalogue.find(access, id) : entries)
        .stream().max(Comparator.comparingLong(CatalogueEntry::toldMicros));
  }

  private static DocumentId documentId(String id) {
    try {
      return new DocumentId(id);
    } catch (IllegalArgumentException e) {
      throw Problem.field("id", e.getMessage());
    }
  }
}
