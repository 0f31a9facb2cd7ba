package dev.freshet.stores.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.failure.Outage;
import dev.freshet.common.settings.Settings;
import io.qdrant.client.QdrantClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QdrantServerTest {
  private static QdrantSettings at(String address) {
    return at(address, "300ms");
  }

  private static QdrantSettings at(String address, String timeout) {
    return QdrantSettings.of(
        new Settings(
            Map.of("qdrant.address", address, "qdrant.timeout", timeout), Map.of(), Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"qdrant", "qdrant:", ":6334", "qdrant:http", "qdrant:0", "qdrant:70000"})
  void addressThatIsNone_isRefusedWithTheFix(String address) {
    assertThatThrownBy(() -> new QdrantServer(at(address)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("qdrant.address is \"" + address + "\": give host:port, such as qdrant:6334");
  }

  @Test
  void nobodyThere_isAnOutageThatSaysWhatWasAsked() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (QdrantServer server = new QdrantServer(at("127.0.0.1:" + port, "30s"))) {
      assertThatThrownBy(() -> server.ask("say hello", QdrantClient::healthCheckAsync))
          .isInstanceOf(Outage.class)
          .hasMessageContaining("127.0.0.1:" + port + ", asked to say hello: UNAVAILABLE");
    }
  }

  @Test
  void oneThatIsSilent_isAnOutageInTime() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        QdrantServer server = new QdrantServer(at("127.0.0.1:" + silent.getLocalPort()))) {
      assertThatThrownBy(() -> server.ask("say hello", QdrantClient::healthCheckAsync))
          .isInstanceOf(Outage.class);
    }
  }

  @Test
  void settings_sayNothingOfTheKey() {
    var settings =
        QdrantSettings.of(
            new Settings(Map.of("qdrant.api-key", "very secret"), Map.of(), Map.of()));
    assertThat(settings.toString()).isEqualTo("Qdrant at localhost:6334");
  }
}
