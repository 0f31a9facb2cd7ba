package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole of it, as a person runs it. */
class UpTest extends UpJourney {
  @Override
  String[] store() {
    return new String[0];
  }

  @Test
  void dataFolderInUse_isOneClearLine() throws Exception {
    Path data = folder.resolve("data");
    try (var first = RunningFreshet.start(data).awaitReady();
        var second = RunningFreshet.start(data)) {
      assertThat(second.exitCode()).isEqualTo(2);
      assertThat(lines(second))
          .singleElement()
          .asString()
          .startsWith(
              "freshet: the data folder " + data + " is in use by another Freshet (process ")
          .endsWith("): stop that one, or give another folder with --data");
      assertThat(first.stop()).isZero();
    }
  }

  @Test
  void busyPort_isOneClearLine() throws Exception {
    int[] ports = RunningFreshet.freePorts();
    try (var busy = new ServerSocket(ports[1], 1, InetAddress.getLoopbackAddress());
        var refused = RunningFreshet.start(folder.resolve("data"), ports[0], busy.getLocalPort())) {
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(lines(refused))
          .last()
          .isEqualTo(
              "freshet: port "
                  + ports[1]
                  + " on 127.0.0.1 is in use: stop what listens there, or choose another port for"
                  + " the Kafka broker with --kafka-port");
    }
  }

  @Test
  void busyHttpPort_isOneClearLine() throws Exception {
    int[] ports = RunningFreshet.freePorts();
    try (var _ = new ServerSocket(ports[0], 1, InetAddress.getLoopbackAddress());
        var refused = RunningFreshet.start(folder.resolve("data"), ports[0], ports[1])) {
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(lines(refused))
          .containsExactly(
              "freshet: port "
                  + ports[0]
                  + " on 127.0.0.1 is in use: stop what listens there, or choose another port for"
                  + " the page and the API with --http-port");
    }
  }

  private static List<String> lines(RunningFreshet run) {
    return run.output().lines().toList();
  }
}
