package dev.freshet.claims;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.freshet.common.claim.Claim;
import dev.freshet.common.claim.Claims;
import dev.freshet.common.claim.Unclaimable;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.failure.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server that speaks S3 may say instead of giving an object. */
class S3FaultsTest {
  private static final byte[] TEXT = "A kestrel hovers above the motorway.".getBytes(UTF_8);
  private static final Claim CLAIM = TestSettings.claim(URI.create("s3://bucket/box/a"), TEXT);

  @TempDir Path folder;
  private HttpServer server;
  private ClaimStores stores;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Answer answer = exchange -> send(exchange, 200, TEXT);

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
          answer.to(exchange);
          exchange.close();
        });
    server.start();
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    stores =
        ClaimStores.open(
            TestSettings.of("s3://bucket/box", folder, TestSettings.s3(Optional.of(endpoint))),
            InstantSource.system());
  }

  @AfterEach
  void close() {
    stores.close();
    server.stop(0);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean bare = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
    exchange.sendResponseHeaders(status, bare ? -1 : body.length);
    if (!bare) {
      exchange.getResponseBody().write(body);
    }
  }

  private static Answer error(int status, String code) {
    byte[] body =
        ("<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>no</Message></Error>")
            .getBytes(UTF_8);
    return exchange -> send(exchange, status, body);
  }

  private Reason reason() {
    try {
      stores.fetch(CLAIM).close();
      return null;
    } catch (Unclaimable e) {
      return e.failure().reason();
    }
  }

  @Test
  void object_isFetched() throws Exception {
    try (Claims.Fetched fetched = stores.fetch(CLAIM)) {
      assertThat(fetched.file()).hasBinaryContent(TEXT);
    }
    assertThat(asked).containsExactly("GET /bucket/box/a");
  }

  @Test
  void whatIsSaidOfTheObject_isTheObjects() {
    answer = error(404, "NoSuchKey");
    assertThat(reason()).isEqualTo(Reason.CLAIM_MISSING);
    answer = error(403, "InvalidObjectState");
    assertThat(reason()).isEqualTo(Reason.CLAIM_MISSING);
    answer = exchange -> send(exchange, 200, "other".getBytes(UTF_8));
    assertThat(reason()).isEqualTo(Reason.CLAIM_MISMATCH);
    answer =
        exchange -> {
          boolean object = exchange.getRequestMethod().equals("GET");
          (object ? error(403, "AccessDenied") : (Answer) e -> send(e, 200, new byte[0]))
              .to(exchange);
        };
    assertThat(reason()).isEqualTo(Reason.CLAIM_REFUSED);
  }

  @Test
  void whateverElse_isAnOutage() {
    for (Answer fault :
        List.of(
            error(500, "InternalError"),
            error(503, "SlowDown"),
            error(429, "TooManyRequests"),
            error(404, "NoSuchBucket"),
            error(403, "InvalidAccessKeyId"),
            error(400, "ExpiredToken"),
            error(302, "Elsewhere"))) {
      answer = fault;
      assertThatThrownBy(() -> stores.fetch(CLAIM))
          .isInstanceOf(Outage.class)
          .hasMessageStartingWith("claims: s3://bucket/box: ")
          .hasMessageNotContaining("secret-of-tests");
    }
  }

  @Test
  void bytesThatBreakOff_areAnOutage_andLeaveNothing() {
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, TEXT.length);
          exchange.getResponseBody().write(TEXT, 0, 5);
          exchange.getResponseBody().flush();
          exchange.close();
        };
    assertThatThrownBy(() -> stores.fetch(CLAIM)).isInstanceOf(Outage.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void serverThatIsGone_isAnOutage_forReadingAndWriting() {
    server.stop(0);
    assertThatThrownBy(() -> stores.fetch(CLAIM)).isInstanceOf(Outage.class);
    assertThatThrownBy(
            () ->
                stores
                    .deposit()
                    .orElseThrow()
                    .deposit(TestSettings.DOCUMENT, new ByteArrayInputStream(TEXT)))
        .isInstanceOf(Outage.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void redirection_isNotFollowedToWhereverItPoints() {
    answer =
        exchange -> {
          exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/latest/meta-data");
          send(exchange, 301, new byte[0]);
        };
    assertThatThrownBy(() -> stores.fetch(CLAIM)).isInstanceOf(Outage.class);
  }
}
