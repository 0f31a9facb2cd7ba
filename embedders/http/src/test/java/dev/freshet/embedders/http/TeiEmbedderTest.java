package dev.freshet.embedders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Purpose;
import dev.freshet.embedders.testkit.EmbedderContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TeiEmbedderTest extends EmbedderContract {
  private final FakeModelServer server = new FakeModelServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  protected Embedder open() {
    HttpEmbedderSettings settings = Given.settings(server);
    return EndpointEmbedder.tei(settings, Given.patience(settings, new ArrayList<>()));
  }

  @Test
  void request_asksToCutAndToNormalise() throws Exception {
    try (Embedder embedder = open()) {
      server.requests.clear();
      embedder.embed(List.of("a"), Purpose.PASSAGE);
      assertThat(server.requests.peek().toString())
          .isEqualTo("{\"inputs\":[\"a\"],\"normalize\":true,\"truncate\":true}");
    }
  }
}
