package dev.freshet.query.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Tenant;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.store.Access;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.query.exchange.Admission;
import dev.freshet.query.exchange.Caller;
import dev.freshet.query.exchange.Doorkeeper;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.ServerSentEvents;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StreamOfACredentialTest {
  private volatile boolean stands = true;
  private final CountDownLatch ended = new CountDownLatch(1);

  private final Doorkeeper doorkeeper =
      new Doorkeeper() {
        @Override
        public Admission admit(Optional<String> authorization, String address) {
          Caller caller = new Caller(new Access(Tenant.DEFAULT, Set.of()), Set.of());
          return new Admission(caller, Map.of("RateLimit", "\"rate\";r=1;t=1"), () -> stands);
        }

        @Override
        public boolean open() {
          return false;
        }
      };

  private Reply beats() {
    return Reply.events(
        Map.of(),
        out -> {
          try {
            var events = new ServerSentEvents(out);
            events.send("first");
            while (true) {
              events.beat();
              LockSupport.parkNanos(5_000_000);
            }
          } finally {
            ended.countDown();
          }
        });
  }

  @Test
  void stream_whoseCredentialIsTakenAway_endsAndIsNotTakenForWhole() throws Exception {
    WebSettings settings =
        WebSettings.of(new Settings(Map.of("http.port", "0"), Map.of(), Map.of()));
    Route route = Route.known("/stream", _ -> beats());
    try (Web web = new Web(settings, List.of(route), doorkeeper, new MicrometerTelemetry());
        HttpClient client = HttpClient.newHttpClient()) {
      web.start();
      var response =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + "/stream"))
                  .build(),
              BodyHandlers.ofInputStream());
      assertThat(response.headers().firstValue("RateLimit")).contains("\"rate\";r=1;t=1");
      try (var lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        assertThat(lines.readLine()).isEqualTo("data: first");

        stands = false;

        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(brokenOff(lines)).isTrue();
      }
    }
  }

  private static boolean brokenOff(BufferedReader lines) {
    try {
      String line = lines.readLine();
      while (line != null) {
        line = lines.readLine();
      }
      return false;
    } catch (IOException _) {
      return true;
    }
  }
}
