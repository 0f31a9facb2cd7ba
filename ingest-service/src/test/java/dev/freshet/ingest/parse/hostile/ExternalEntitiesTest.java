package dev.freshet.ingest.parse.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.hostile.ExternalEntities;
import dev.freshet.ingest.parse.blocks.Limits;
import dev.freshet.ingest.parse.blocks.Unreadable;
import dev.freshet.ingest.parse.tika.FileReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a file names from outside is neither read nor fetched. In this process, where no guard takes
 * the network away: the readers themselves must not ask.
 */
final class ExternalEntitiesTest {
  private static final String SECRET = "a secret from outside";

  @TempDir private Path directory;
  private ServerSocket server;
  private Map<String, byte[]> files;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setSoTimeout(200);
    String file = Files.writeString(directory.resolve("secret.txt"), SECRET).toUri().toString();
    String web = "http://127.0.0.1:" + server.getLocalPort() + "/secret";
    files = ExternalEntities.all(List.of(file, web));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void nothingOutside_isReadOrFetched() {
    FileReader reader = new FileReader();
    files.forEach(
        (name, file) -> {
          try {
            var document = reader.read(file, name, "", Limits.DEFAULT);
            assertThat(document.toString()).as(name).doesNotContain(SECRET);
          } catch (Unreadable e) {
            assertThat(e).as(name).hasMessageNotContaining(SECRET);
          }
        });
    assertThatThrownBy(server::accept).as("nobody came").isInstanceOf(SocketTimeoutException.class);
  }
}
