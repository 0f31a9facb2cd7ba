package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Traces as a collector receives them from a running Freshet. */
@Timeout(240)
class TracingTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PUBLISHER = "00f067aa0ba902b7";
  private static final String PARENT = "00-" + TRACE + "-" + PUBLISHER + "-01";

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void oneTrace_goesFromThePublishersHeader_throughEveryStage_toTheSearchThatWasGivenIt()
      throws Exception {
    try (var receiver = new SpanReceiver();
        var model = new FakeModel()) {
      Path settings =
          model.settings(
              folder.resolve("settings.properties"),
              Map.of("trace.endpoint", receiver.url(), "trace.share", "0"));
      try (var freshet =
              RunningFreshet.start(folder.resolve("data"), "--config", settings.toString())
                  .awaitReady();
          var person = new Person(freshet, folder, Optional.empty())) {
        put(freshet, "traced", "The heron stands in the water.", PARENT);
        put(freshet, "untraced", "The kestrel hovers.", "");
        put(freshet, "broken", "A heron with poison.", PARENT);
        person.await(() -> !person.found("kestrel").isEmpty() && person.is("broken", "dead"));
        person.await(() -> !person.found("heron").isEmpty());
        post(freshet, "{\"query\":\"heron\",\"mode\":\"sparse\"}", PARENT);
        person.await(() -> names(receiver).contains("query search"));
        person.await(() -> names(receiver).contains("given"));
        assertThat(freshet.stop()).as(freshet.output()).isZero();
      }

      List<Span> found = receiver.about("documents-0@0");
      assertThat(found)
          .extracting(Span::getName)
          .contains("publish to indexed", "parse", "embed", "index", "refresh", "given");
      assertThat(found).allMatch(span -> hex(span.getTraceId().toByteArray()).equals(TRACE));
      Span whole = named(found, "publish to indexed");
      assertThat(hex(whole.getParentSpanId().toByteArray())).isEqualTo(PUBLISHER);
      assertThat(found)
          .filteredOn(span -> !span.equals(whole))
          .allMatch(span -> span.getParentSpanId().equals(whole.getSpanId()));
      assertThat(named(found, "parse").getStartTimeUnixNano())
          .isBetween(whole.getStartTimeUnixNano(), whole.getEndTimeUnixNano());
      Span query = named(receiver.of(TRACE), "query search");
      assertThat(query.getLinksList()).anyMatch(link -> link.getSpanId().equals(whole.getSpanId()));

      Span dead = named(receiver.about("documents-0@2"), "publish to dead");
      assertThat(dead.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
      assertThat(SpanReceiver.attribute(dead, "freshet.reason")).isEqualTo("embedding-refused");
      assertThat(receiver.about("documents-0@1")).as("none of a share of nothing").isEmpty();
      assertThat(receiver.of(TRACE).toString()).doesNotContain("stands in the water");
    }
  }

  private static List<String> names(SpanReceiver receiver) {
    return receiver.of(TRACE).stream().map(Span::getName).toList();
  }

  private static Span named(List<Span> spans, String name) {
    return spans.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private void put(RunningFreshet freshet, String id, String text, String parent) throws Exception {
    send(
        request(freshet, "/v1/documents/" + id, "text/plain", parent)
            .PUT(BodyPublishers.ofString(text)));
  }

  private void post(RunningFreshet freshet, String body, String parent) throws Exception {
    send(
        request(freshet, "/v1/search", "application/json", parent)
            .POST(BodyPublishers.ofString(body)));
  }

  private static HttpRequest.Builder request(
      RunningFreshet freshet, String path, String type, String parent) {
    var request =
        HttpRequest.newBuilder(URI.create(freshet.url() + path)).header("Content-Type", type);
    Stream.of(parent).filter(p -> !p.isEmpty()).forEach(p -> request.header("traceparent", p));
    return request;
  }

  private void send(HttpRequest.Builder request) throws Exception {
    var answer = http.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
  }
}
