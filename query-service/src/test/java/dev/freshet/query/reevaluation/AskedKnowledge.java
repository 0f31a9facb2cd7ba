package dev.freshet.query.reevaluation;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Passage;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.PassageKey;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.query.FakeCatalogue;
import dev.freshet.query.retrieval.Retrieved;
import dev.freshet.query.retrieval.Scored;
import dev.freshet.query.retrieval.SearchRequest;
import dev.freshet.query.retrieval.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Questions, documents that stand or not, and a search that finds what a test says. */
final class AskedKnowledge {
  static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

  final MicrometerTelemetry telemetry = new MicrometerTelemetry();
  final Map<String, List<String>> found = new HashMap<>();
  final List<SearchRequest> requests = new ArrayList<>();
  final List<Access> askers = new ArrayList<>();
  final Path file;
  private final Path directory;
  private final FakeCatalogue catalogue = new FakeCatalogue();
  private long offset;
  String generation = "g1";
  long passages = 1000;
  Runnable meanwhile = () -> {};

  AskedKnowledge(Path folder) {
    file = folder.resolve("questions.jsonl");
    directory = folder.resolve("kept");
  }

  /**
   * So many questions, {@code q0} on, each answered by one document, {@code d0} on, found first.
   */
  AskedKnowledge with(int questions) {
    write(
        IntStream.range(0, questions)
            .mapToObj(i -> "{\"query\":\"q%d\",\"relevant\":[\"d%d\"]}".formatted(i, i))
            .collect(Collectors.joining("\n")));
    for (int i = 0; i < questions; i++) {
      stands("d" + i);
      rank(i, 1);
    }
    return this;
  }

  void write(String lines) {
    try {
      Files.writeString(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The document of a question is found at this rank, among others; at 0 it is not. */
  void rank(int question, int rank) {
    List<String> ranking = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      ranking.add(i == rank ? "d" + question : "other" + i);
    }
    found.put("q" + question, ranking);
  }

  void stands(String id) {
    tell(id, DocumentState.INDEXED, List.of());
  }

  void deleted(String id) {
    tell(id, DocumentState.DELETED, List.of());
  }

  void tell(String id, DocumentState state, List<String> acl) {
    offset++;
    Metadata none = Metadata.NONE;
    var metadata =
        new Metadata(
            none.title(),
            none.filename(),
            none.contentType(),
            none.sourceUri(),
            none.publishedAt(),
            none.expiresAt(),
            acl,
            none.meta(),
            none.author(),
            none.createdAt(),
            none.modifiedAt(),
            none.bytes());
    catalogue.apply(
        new IndexEvent(
            new Origin(identity(id), version(), List.of()),
            state,
            new Position("freshet.embedded.g", 0, offset),
            metadata,
            1,
            1,
            0,
            Optional.empty()),
        new Position("freshet.index-events", 0, offset));
  }

  private Version version() {
    return new Version(new Position("documents", 0, offset), NOW);
  }

  private static DocumentIdentity identity(String id) {
    return new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId(id));
  }

  /** One that keeps its baseline where the one before did. */
  Reevaluation reevaluation(Map<String, String> more) {
    Map<String, String> flags = new HashMap<>();
    flags.put("reevaluation.questions", file.toString());
    flags.put("reevaluation.directory", directory.toString());
    flags.put("reevaluation.pause", "0ms");
    flags.putAll(more);
    return new Reevaluation(
        ReevaluationSettings.of(new Settings(flags, Map.of(), Map.of())),
        List.of("documents", "archive"),
        this::retrieve,
        () -> new EvaluatedGeneration(generation, "m " + generation, catalogue, () -> passages),
        () -> true,
        telemetry,
        InstantSource.fixed(NOW));
  }

  Path kept() {
    return directory.resolve(BaselineFile.NAME);
  }

  private Retrieved retrieve(SearchRequest request, Access caller) {
    requests.add(request);
    askers.add(caller);
    meanwhile.run();
    List<Scored> passages =
        found.getOrDefault(request.query(), List.of()).stream()
            .map(
                id ->
                    new Scored(
                        new FoundPassage(
                            new PassageKey(id + "#0"),
                            identity(id),
                            version(),
                            Metadata.NONE,
                            new Passage("x", 0, List.of(), Optional.empty(), "text", 5),
                            0),
                        1,
                        OptionalDouble.empty(),
                        OptionalDouble.empty()))
            .toList();
    return new Retrieved(passages, Set.of(), new View(ReadPoint.START, Map.of(), 0, caller));
  }
}
