package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code up} says where there is no Qdrant: it needs none to say so. */
class QdrantRefusedTest {
  @TempDir Path folder;

  @Test
  void nobodyThere_isOneClearLine() throws Exception {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (var refused =
        RunningFreshet.start(folder.resolve("data"), "--qdrant", "127.0.0.1:" + port)) {
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.output().lines())
          .last()
          .asString()
          .startsWith("freshet: qdrant: 127.0.0.1:" + port + ", asked to look for freshet-")
          .endsWith("or say where it is with --qdrant HOST:PORT (its gRPC port)");
    }
  }
}
