package dev.freshet.query;

import dev.freshet.query.DoorUnderTest.Got;
import dev.freshet.query.Tenancy.Asker;
import dev.freshet.query.Tenancy.Doc;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The doors that the service has. */
final class Doors {
  private static final int MOST = 200;

  /** All of them. */
  static final List<DoorUnderTest> ALL =
      List.of(
          new Search("sparse"),
          new Search("dense"),
          new Search("hybrid"),
          new SearchForAMark(),
          new Listing(),
          new Document(),
          new Fixed("freshness", "/v1/freshness"),
          new Fixed("flow", "/v1/flow"),
          new Fixed("me", "/v1/me"),
          new Fixed("metrics", "/metrics"),
          new Fixed("dashboard", "/v1/dashboard"),
          new Fixed("health", "/health/ready"),
          new Facets(),
          new Built("context", "/v1/context", "{%s,\"tokenBudget\":8000}"),
          new Built("answer", "/v1/answer", "{%s,\"stream\":false}"),
          new Built("answer, streamed", "/v1/answer", "{%s,\"stream\":true}"),
          new Built(
              "chat",
              "/v1/chat/completions",
              "{\"messages\":[{\"role\":\"user\",\"content\":\"everywhere\"}]}"),
          new Built("agents' search", "/mcp", call("search")),
          new Built("agents' context", "/mcp", call("context")),
          new Mistake());

  private Doors() {}

  private static String call(String tool) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\""
        + tool
        + "\",\"arguments\":{%s,\"limit\":200}}}";
  }

  /** Headers and body. */
  static Got got(HttpResponse<String> response, Optional<Set<String>> whole) {
    return new Got(response.statusCode(), response.headers().map() + response.body(), whole);
  }

  private static Got got(HttpResponse<String> response) {
    return got(response, Optional.empty());
  }

  /** The marks of what the caller may see and the filter lets through, where they fit an answer. */
  private static Optional<Set<String>> whole(
      Tenancy tenancy, Asker asker, Predicate<Doc> passes, int most) {
    Set<String> marks =
        tenancy.docs.stream()
            .filter(asker::maySee)
            .filter(passes)
            .map(Doc::mark)
            .collect(Collectors.toSet());
    return marks.size() <= most ? Optional.of(marks) : Optional.empty();
  }

  private static HttpRequest.Builder json(Tenancy tenancy, Asker asker, String body) {
    return tenancy
        .request("/v1/search", asker)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  /** A search with a filter, and at times a limit, and one source. */
  private record Search(String mode) implements DoorUnderTest {
    @Override
    public String name() {
      return "search " + mode;
    }

    @Override
    public Got ask(Tenancy tenancy, Asker asker) throws Exception {
      Random random = tenancy.random;
      RandomFilter filter = RandomFilter.of(random, 3);
      int limit = random.nextBoolean() ? MOST : 1 + random.nextInt(20);
      boolean bySource = random.nextInt(3) == 0;
      String source = tenancy.one(List.of("documents", "archive"));
      HttpResponse<String> response =
          tenancy.send(
              json(
                  tenancy,
                  asker,
                  "{\"query\":\"everywhere\",\"mode\":\""
                      + mode
                      + "\",\"limit\":"
                      + limit
                      + (bySource ? ",\"sources\":[\"" + source + "\"]" : "")
                      + ",\"filter\":"
                      + filter.json()
                      + "}"));
      Predicate<Doc> passes =
          doc -> filter.passes().test(doc) && (!bySource || doc.source().equals(source));
      return got(response, whole(tenancy, asker, passes, limit));
    }
  }

  /** Somebody who knows a word that stands in one document alone, whosever it is. */
  private record SearchForAMark() implements DoorUnderTest {
    @Override
    public String name() {
      return "search for a mark";
    }

    @Override
    public Got ask(Tenancy tenancy, Asker asker) throws Exception {
      String mark = tenancy.one(tenancy.docs).mark();
      String filter =
          tenancy.random.nextBoolean()
              ? ""
              : ",\"filter\":{\"field\":\"meta.mark\",\"eq\":\"" + mark + "\"}";
      return got(
          tenancy.send(
              json(
                  tenancy,
                  asker,
                  "{\"query\":\"" + mark + "\",\"mode\":\"sparse\",\"limit\":200" + filter + "}")),
          whole(tenancy, asker, doc -> doc.mark().equals(mark), MOST));
    }
  }

  /** The catalogue from its first page to its last. */
  private record Listing() implements DoorUnderTest {
    @Override
    public String name() {
      return "documents";
    }

    @Override
    public Got ask(Tenancy tenancy, Asker asker) throws Exception {
      StringBuilder everything = new StringBuilder();
      String cursor = "";
      int status;
      do {
        HttpResponse<String> page =
            tenancy.send(tenancy.request("/v1/documents?limit=200" + cursor, asker));
        status = page.statusCode();
        everything.append(page.headers().map()).append(page.body());
        String next = page.body().replaceFirst("(?s).*\"next\":(\"([^\"]*)\"|null).*", "$2");
        cursor = next.isEmpty() ? "" : "&cursor=" + encoded(next);
      } while (!cursor.isEmpty());
      return new Got(
          status, everything.toString(), whole(tenancy, asker, _ -> true, Integer.MAX_VALUE));
    }

    private static String encoded(String text) {
      return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  /** One document by an id that several tenants have. */
  private record Document() implements DoorUnderTest {
    @Override
    public String name() {
      return "document";
    }

    @Override
    public Got ask(Tenancy tenancy, Asker asker) throws Exception {
      Doc doc = tenancy.one(tenancy.docs);
      HttpResponse<String> response =
          tenancy.send(
              tenancy.request("/v1/documents/" + doc.id() + "?source=" + doc.source(), asker));
      return got(
          response,
          whole(
              tenancy, asker, d -> d.id().equals(doc.id()) && d.source().equals(doc.source()), 1));
    }
  }

  /** What is the same for everyone. */
  private record Fixed(String name, String path) implements DoorUnderTest {
    @Override
    public Got ask(Tenancy tenancy, Asker asker) throws Exception {
      return got(tenancy.send(tenancy.request(path, asker)));
    }
  }

  /** What is counted by a field of which every document has its own value. */
  private record Facets() implements DoorUnderTest {
    @Override
    public String name() {
      return "facets";
    }

    @Override
    public Got ask(Tenancy tenancy, Asker asker) throws Exception {
      String filter = RandomFilter.of(tenancy.random, 3).json();
      return got(
          tenancy.send(
              json(
                  tenancy,
                  asker,
                  "{\"query\":\"everywhere\",\"mode\":\"sparse\",\"facets\":[\"meta.mark\",\"id\"],"
                      + "\"filter\":"
                      + filter
                      + "}")));
    }
  }

  /** What is made from passages; in its form, the query with a filter stands for %s. */
  private record Built(String name, String path, String form) implements DoorUnderTest {
    @Override
    public Got ask(Tenancy tenancy, Asker asker) throws Exception {
      String filter = RandomFilter.of(tenancy.random, 3).json();
      String query = "\"query\":\"everywhere\",\"mode\":\"sparse\",\"filter\":" + filter;
      return got(
          tenancy.send(
              tenancy
                  .request(path, asker)
                  .header("Content-Type", "application/json")
                  .header("Accept", "application/json, text/event-stream")
                  .POST(BodyPublishers.ofString(form.replace("%s", query)))));
    }
  }

  /** Requests that fail: a problem document must not tell more than an answer. */
  private record Mistake() implements DoorUnderTest {
    @Override
    public String name() {
      return "mistakes";
    }

    @Override
    public Got ask(Tenancy tenancy, Asker asker) throws Exception {
      String id = tenancy.one(tenancy.docs).id();
      HttpRequest.Builder request =
          switch (tenancy.random.nextInt(6)) {
            case 0 -> json(tenancy, asker, "{\"query\":\"everywhere\",\"tenant\":\"default\"}");
            case 1 ->
                json(
                    tenancy,
                    asker,
                    "{\"query\":\"x\",\"filter\":{\"field\":\"tenant\",\"eq\":\"tn\"}}");
            case 2 ->
                json(
                    tenancy,
                    asker,
                    "{\"query\":\"x\",\"filter\":{\"field\":\"acl\",\"eq\":\"user:ann\"}}");
            case 3 -> tenancy.request("/v1/documents/" + id + "?tenant=tn", asker);
            case 4 -> tenancy.request("/v1/documents?principal=user:ann", asker);
            default ->
                tenancy
                    .request("/v1/documents/" + id, asker)
                    .header("Freshet-Tenant", "tn")
                    .header("X-Tenant", "tn");
          };
      return got(tenancy.send(request));
    }
  }
}
