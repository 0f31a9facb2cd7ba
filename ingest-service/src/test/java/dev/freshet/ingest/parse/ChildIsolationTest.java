package dev.freshet.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.document.Block;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a child has of its parent and of the world: nothing. */
final class ChildIsolationTest {
  private ParserPool pool;

  private void pool() {
    pool =
        new ParserPool(
            ParserPoolTest.settings(1, Duration.ofSeconds(20), 1_000, TestChild.class),
            new MicrometerTelemetry());
  }

  @AfterEach
  void closePool() {
    pool.close();
  }

  private String said(String command) {
    var parsed =
        (ParseResult.Parsed)
            pool.parse(Metadata.NONE, command.getBytes(StandardCharsets.UTF_8), Lane.LIVE);
    return ((Block.Paragraph) parsed.document().blocks().getFirst()).text();
  }

  @Test
  void child_knows_nothing_of_its_parents_environment() {
    pool();
    assertThat(said("environment")).doesNotContain("PATH", "HOME", "PROXY", "proxy");
  }

  @Test
  void litter_of_a_file_is_gone_before_the_next() {
    pool();
    Path folder = Path.of(said("folder"));
    said("leave");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void child_has_no_file_of_its_parent_open(@TempDir Path directory) throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "x");
    try (var open = Files.newInputStream(secret);
        var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(open.available()).isPositive();
      assertThat(server.isBound()).isTrue();
      pool();
      assertThat(said("descriptors")).contains("pipe:").doesNotContain("secret", "socket:");
    }
  }

  /** What the kernel's guard leaves is nothing; what Java's alone leaves are plain sockets. */
  @Test
  void child_reaches_no_network() throws Exception {
    pool();
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String open = said("connect " + server.getLocalPort());
      assertThat(open.split(" ", -1)).doesNotContain("url", "channel", "client", "name");
      if (!ChildNetwork.prefix().isEmpty()) {
        assertThat(open).isEmpty();
        server.setSoTimeout(1);
        assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
      }
    }
  }
}
