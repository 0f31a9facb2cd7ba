package dev.freshet.query;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import dev.freshet.common.embed.Vector;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.generations.GenerationBuilder;
import dev.freshet.stores.lucene.LuceneCatalogue;
import dev.freshet.stores.lucene.LucenePassageStore;
import dev.freshet.stores.lucene.LuceneSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The real service on a real Lucene store, with many documents of several tenants that share words,
 * principals and ids, and callers of every kind. Each document has a mark, a word of its own in its
 * text, title and fields; so whatever comes out anywhere tells whose it was.
 */
final class Tenancy implements AutoCloseable {
  static final int TENANTS = 6;
  private static final int IDS = 400;
  private static final int CALLERS = 40;
  private static final List<String> PRINCIPALS =
      List.of("user:ann", "user:bob", "group:legal", "group:sales", "group:it", "Group:legal");
  private static final List<String> WORDS = List.of("river", "stone", "bridge", "water", "tide");
  private static final List<String> TEAMS = List.of("red", "green", "blue");
  private static final List<String> SOURCES = List.of("documents", "archive");

  /**
   * A document.
   *
   * @param acl who may read it; empty: everyone in its tenant
   * @param team and number: what filters may ask for; empty and below 0: it has none
   */
  record Doc(
      String source,
      String tenant,
      String id,
      String mark,
      Set<String> acl,
      String word,
      String team,
      int number) {}

  /** A caller, and all that may be told to him. */
  record Asker(String credential, String tenant, Set<String> principals) {
    /** The law, as short as can be. */
    boolean maySee(Doc doc) {
      return doc.tenant().equals(tenant)
          && (doc.acl().isEmpty() || doc.acl().stream().anyMatch(principals::contains));
    }
  }

  final Random random;
  final List<Doc> docs = new ArrayList<>();
  final List<Asker> askers = new ArrayList<>();
  private final LucenePassageStore store;
  private final LuceneCatalogue catalogue;
  private final FakeKafka kafka = new FakeKafka(0);
  private final QueryService service;
  private final HttpClient client = HttpClient.newHttpClient();

  Tenancy(Path folder, long seed, int size, Map<String, String> more) throws IOException {
    random = new Random(seed);
    store = LucenePassageStore.open(folder.resolve("passages"), 2, LuceneSettings.DEFAULT);
    catalogue = LuceneCatalogue.open(folder.resolve("catalogue"));
    draw(size);
    Map<String, String> flags = new HashMap<>(more);
    flags.put("http.port", "0");
    flags.put("freshness.ends", "50ms");
    flags.put("api-keys", keys(folder).toString());
    service =
        new QueryService(
            QuerySettings.of(new Settings(flags, Map.of(), Map.of())),
            kafka,
            List.of(SourceTopic.parse("documents"), SourceTopic.parse("archive:bulk")),
            TopicNames.DEFAULT,
            List.of(RunningService.readable(RunningService.NAME, store.searcher(), catalogue)),
            RunningService.NAME,
            GenerationBuilder.NONE,
            Optional.empty(),
            new MicrometerTelemetry(),
            List::of,
            _ -> Reply.json(200, JsonNodeFactory.instance.objectNode()),
            InstantSource.fixed(RunningService.NOW));
    service.start();
    RunningService.await(service::ready, Duration.ofMinutes(1));
    index();
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private Set<String> principals(int most) {
    Set<String> principals = new TreeSet<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      principals.add(one(PRINCIPALS));
    }
    return principals;
  }

  private static String tenant(int i) {
    // Names that begin alike, and one that is another's in capitals.
    return List.of("default", "tn", "tn-a", "tn-ab", "TN", "tn.a").get(i);
  }

  private void draw(int size) {
    Set<String> taken = new TreeSet<>();
    while (docs.size() < size) {
      String tenant = tenant(random.nextInt(TENANTS));
      String id = "id" + random.nextInt(IDS) + "z";
      String source = one(SOURCES);
      if (taken.add(source + '/' + tenant + '/' + id)) {
        docs.add(
            new Doc(
                source,
                tenant,
                id,
                "mk" + docs.size() + "q",
                principals(2),
                one(WORDS),
                random.nextInt(4) == 0 ? "" : one(TEAMS),
                random.nextInt(10) - 1));
      }
    }
  }

  private Path keys(Path folder) throws IOException {
    StringBuilder yaml = new StringBuilder("keys:\n");
    for (int i = 0; i < CALLERS; i++) {
      Asker asker =
          new Asker("secret-of-caller-" + i, tenant(random.nextInt(TENANTS)), principals(3));
      askers.add(asker);
      yaml.append("  - {key: ").append(asker.credential());
      yaml.append(", tenant: ").append(asker.tenant());
      yaml.append(", principals: [");
      yaml.append(
          asker.principals().stream().map(p -> '"' + p + '"').collect(Collectors.joining(", ")));
      yaml.append("], scopes: [read, publish]}\n");
    }
    return Files.writeString(folder.resolve("keys.yaml"), yaml);
  }

  private void index() {
    List<IndexEvent> events = new ArrayList<>();
    for (int i = 0; i < docs.size(); i++) {
      Doc doc = docs.get(i);
      Position input = new Position("freshet.embedded.g", 0, i);
      DocumentIdentity identity =
          new DocumentIdentity(doc.source(), new Tenant(doc.tenant()), new DocumentId(doc.id()));
      Version version = new Version(new Position(doc.source(), 0, i), RunningService.NOW);
      Metadata metadata = metadata(doc);
      store.writer().replace(identity, version, embedded(doc, metadata), input);
      events.add(
          new IndexEvent(
              new Origin(identity, version, List.of()),
              DocumentState.INDEXED,
              input,
              metadata,
              1,
              1,
              0,
              Optional.empty()));
    }
    store.writer().refresh();
    kafka.tell(events);
    Doc last = docs.getLast();
    DocumentIdentity lastOne =
        new DocumentIdentity(last.source(), new Tenant(last.tenant()), new DocumentId(last.id()));
    RunningService.await(() -> catalogue.find(lastOne).isPresent(), Duration.ofMinutes(3));
    catalogue.refresh();
  }

  private static Metadata metadata(Doc doc) {
    Map<String, String> meta = new HashMap<>();
    meta.put("mark", doc.mark());
    if (!doc.team().isEmpty()) {
      meta.put("team", doc.team());
    }
    if (doc.number() >= 0) {
      meta.put("n", Integer.toString(doc.number()));
    }
    return new Metadata(
        "Title " + doc.mark(),
        doc.mark() + ".txt",
        "text/plain",
        "https://files.example/" + doc.mark(),
        Optional.empty(),
        Optional.empty(),
        List.copyOf(doc.acl()),
        meta,
        doc.mark(),
        Optional.empty(),
        Optional.empty(),
        10);
  }

  private static EmbeddedDocument embedded(Doc doc, Metadata metadata) {
    String text = "Everywhere the " + doc.word() + " of " + doc.mark();
    Passage passage =
        new Passage(doc.mark(), 0, List.of("Heading " + doc.mark()), Optional.empty(), text, 6);
    return new EmbeddedDocument(
        metadata, List.of(new EmbeddedPassage(passage, Vector.of(1, 0), false)), List.of());
  }

  /** A request to a path, as somebody. */
  HttpRequest.Builder request(String path, Asker asker) {
    return request(path).header("Authorization", "Bearer " + asker.credential());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    client.close();
    service.close();
    catalogue.close();
    store.close();
  }
}
